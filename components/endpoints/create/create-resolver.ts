import { zodResolver } from '@hookform/resolvers/zod'
import type { FieldErrors, Resolver } from 'react-hook-form'
import * as z from 'zod/mini'
import type { EndpointState } from '#lib/domain/endpoints/fields.ts'
import type { DialectProfile, MapRule } from '#lib/domain/endpoints/profile.ts'
import { createSchema } from '#lib/domain/endpoints/schema.ts'
import { type CreateFields, type CreateValues, filledRows, type MapRow, toFields } from './create-values.ts'

// Pages are not allowed to make code from text, and zod would try to.
z.config({ jitless: true })

type ProfileOf = (dialect: string) => DialectProfile | undefined

/**
 * Judges the form by the chosen dialect's own rules, so that it refuses what the server would refuse, and answers the
 * fields that will be sent.
 */
export function createResolver(profileOf: ProfileOf): Resolver<CreateValues, unknown, CreateFields> {
  return async (values, context, options) => {
    const profile = profileOf(values.dialect)
    if (!profile)
      return { values: {}, errors: { dialect: { type: 'required', message: 'Choose a dialect first.' } } }
    const resolve = zodResolver<CreateFields, unknown, CreateFields>(formSchema(profile))
    const fields = toFields(values, profile)
    // the fields have the same names as the values; only maps differ in shape, and no rule names their members
    const judged = await resolve(fields, context, options as unknown as Parameters<typeof resolve>[2])
    const errors = { ...judged.errors, ...rowErrors(values, profile) } as FieldErrors<CreateValues>
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values: judged.values, errors: {} }
  }
}

/** The create schema, and what the core judges beyond shapes: how many keys fit, and what goes together. */
export function formSchema(profile: DialectProfile): z.ZodMiniType<CreateFields, CreateFields> {
  const schema = createSchema(profile) as z.ZodMiniType<CreateFields, CreateFields>
  return schema.check(
    z.superRefine((fields, ctx) => {
      for (const field of ['headers', 'metadata'] as const) {
        const max = profile.fields[field]?.maxKeys
        if (max !== undefined && Object.keys(fields[field] ?? {}).length > max)
          ctx.addIssue({ code: 'custom', path: [field], message: `At most ${max} keys fit here.` })
      }
      for (const invariant of profile.invariants) {
        const issue = invariant(stateOf(fields))
        if (issue) ctx.addIssue({ code: 'custom', path: [...issue.path], message: issue.message })
      }
    }),
  )
}

/** The state that the fields would make; invariants look at no more than they name. */
function stateOf(fields: CreateFields): EndpointState {
  const { events = [], payloadVersion = null } = fields
  const addedAt = new Date(0)
  return {
    description: null,
    tlsVerification: true,
    signing: true,
    headers: {},
    metadata: {},
    ...fields,
    payloadVersion,
    events: (events as string[]).map((type) => ({ type, addedAt })),
  } as EndpointState
}

function rowErrors(values: CreateValues, profile: DialectProfile): FieldErrors<CreateValues> {
  const errors: FieldErrors<CreateValues> = {}
  for (const field of ['headers', 'metadata'] as const) {
    const rule = profile.fields[field]
    const message = rule ? rowFault(values[field], rule) : undefined
    if (message) errors[field] = { type: 'rows', message }
  }
  return errors
}

/** What a map cannot say once it is one: a key that stands there twice, a key or a value that is still missing. */
function rowFault(rows: readonly MapRow[], rule: MapRule): string | undefined {
  const seen = new Set<string>()
  for (const { key, value, wasHidden } of filledRows(rows)) {
    const name = key.trim()
    if (name === '')
      return `Enter ${rule.keys === 'header' ? 'the name of the header' : 'the key'} of ${value}.`
    const comparable = rule.keys === 'header' ? name.toLowerCase() : name
    if (seen.has(comparable)) return `${name} stands here twice.`
    seen.add(comparable)
    if (wasHidden && value === '') return `Enter the value of ${name} again, or remove it.`
  }
  return undefined
}
