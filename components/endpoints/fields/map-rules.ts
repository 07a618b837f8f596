import * as z from 'zod/mini'
import type { StringMap } from '#lib/domain/endpoints/fields.ts'
import type { MapRule } from '#lib/domain/endpoints/profile.ts'
import { mapWords } from './map-words.ts'

/** A map's own rule, asked about one value of it. */
export function valueSchema(rule: z.ZodMiniType, key: string): z.ZodMiniType {
  return z.nullable(z.string()).check(
    z.superRefine((value, ctx) => {
      const message = faultOf(rule, key, value)
      if (message) ctx.addIssue({ code: 'custom', message })
    }),
  )
}

export interface NewEntry {
  readonly key: string
  readonly value: string
}

/** A member to add: its key must be well-formed and not be there yet, its value must fit. Header names have no case. */
export function newEntrySchema(rule: z.ZodMiniType, keys: MapRule['keys'], existing: StringMap) {
  const { noun, keyLabel } = mapWords[keys]
  const comparable = (key: string) => (keys === 'header' ? key.toLowerCase() : key)
  const taken = new Set(Object.keys(existing).map(comparable))
  return z.object({ key: z.string().check(z.trim()), value: z.string() }).check(
    z.superRefine(({ key, value }, ctx) => {
      const keyFault =
        key === ''
          ? `Enter ${noun === 'header' ? 'the name of the header' : 'a key'}.`
          : taken.has(comparable(key))
            ? `${keyLabel} ${key} is there already. Edit it instead.`
            : faultOf(rule, key, null)
      if (keyFault) return ctx.addIssue({ code: 'custom', path: ['key'], message: keyFault })
      const valueFault = faultOf(rule, key, value)
      if (valueFault) ctx.addIssue({ code: 'custom', path: ['value'], message: valueFault })
    }),
  )
}

function faultOf(rule: z.ZodMiniType, key: string, value: string | null): string | undefined {
  const result = rule.safeParse({ [key]: value })
  return result.success ? undefined : result.error.issues[0]?.message
}
