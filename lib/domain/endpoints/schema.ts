import * as z from 'zod/mini'
import { urlFault } from '#lib/net/url-policy.ts'
import type { IssueCode } from '../shared/errors.ts'
import { type EndpointField, endpointFields, fieldLabels, WILDCARD } from './fields.ts'
import { headerNameFault } from './header-names.ts'
import type {
  ChoiceRule,
  DialectProfile,
  EventsRule,
  FieldRule,
  FlagRule,
  MapRule,
  TextRule,
  UrlRule,
} from './profile.ts'

/**
 * Zod schemas made from a dialect's field rules: one per field, used by the core and by the forms. A patch schema is
 * never derived from a create schema, because defaults would come in for absent keys.
 */
export function fieldSchema(profile: DialectProfile, field: EndpointField): z.ZodMiniType | null {
  const rule = profile.fields[field]
  return rule ? ruleSchema(rule, fieldLabels[field]) : null
}

/** Making a schema costs a hundred times what parsing by it does, so each profile has its schema made once. */
function oncePerProfile(make: (profile: DialectProfile) => z.ZodMiniType) {
  const made = new WeakMap<DialectProfile, z.ZodMiniType>()
  return (profile: DialectProfile): z.ZodMiniType => {
    const schema = made.get(profile) ?? make(profile)
    made.set(profile, schema)
    return schema
  }
}

/** All of a dialect's fields, each optional, no other key. */
export const patchSchema = oncePerProfile((profile) => {
  const shape: Record<string, z.ZodMiniType> = {}
  for (const field of endpointFields) {
    const schema = fieldSchema(profile, field)
    if (schema) shape[field] = z.optional(schema)
  }
  return z.strictObject(shape)
})

/** What must be there at creation: name, URL and events; the rest has defaults, put in by `createEndpoint`. */
export const createSchema = oncePerProfile((profile) => {
  const shape: Record<string, z.ZodMiniType> = {}
  for (const field of endpointFields) {
    const schema = fieldSchema(profile, field)
    if (schema)
      shape[field] = field === 'name' || field === 'url' || field === 'events' ? schema : z.optional(schema)
  }
  return z.strictObject(shape)
})

function ruleSchema(rule: FieldRule, label: string): z.ZodMiniType {
  switch (rule.kind) {
    case 'text':
      return textSchema(rule, label)
    case 'url':
      return urlSchema(rule, label)
    case 'events':
      return eventsSchema(rule)
    case 'flag':
      return flagSchema(rule, label)
    case 'choice':
      return choiceSchema(rule, label)
    case 'map':
      return mapSchema(rule, label)
  }
}

/** A check that reports under one of our own codes. */
function rule<T>(check: (value: T) => { code: IssueCode; message: string } | null) {
  return z.superRefine<T>((value, ctx) => {
    const fault = check(value)
    if (fault) ctx.addIssue({ code: 'custom', message: fault.message, params: { code: fault.code } })
  })
}

const text = (label: string) => z.string({ error: `${label} must be text.` })
const length = (value: string) => [...value].length
// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL text cannot hold NUL, and no name needs the others
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

function badCharacters(value: string, label: string): { code: IssueCode; message: string } | null {
  if (CONTROL.test(value) || LONE_SURROGATE.test(value))
    return { code: 'bad_format', message: `${label} has characters that cannot be stored.` }
  return null
}

function textSchema(r: TextRule, label: string): z.ZodMiniType {
  const schema = text(label).check(
    z.trim(),
    rule<string>((value) => {
      if (r.minLength > 0 && value === '') return { code: 'blank', message: `${label} must not be empty.` }
      if (length(value) < r.minLength)
        return { code: 'too_short', message: `${label} needs at least ${r.minLength} characters.` }
      if (length(value) > r.maxLength)
        return { code: 'too_long', message: `${label} may have at most ${r.maxLength} characters.` }
      return badCharacters(value, label)
    }),
  )
  return r.clearable ? z.nullable(schema) : schema
}

function urlSchema(r: UrlRule, label: string): z.ZodMiniType {
  return text(label).check(
    z.trim(),
    rule<string>((value) => {
      if (value === '') return { code: 'blank', message: 'Enter the URL that receives the events.' }
      switch (urlFault(value, r)) {
        case null:
          return badCharacters(value, label)
        case 'protocol':
          return r.protocols.includes('http:')
            ? { code: 'bad_url', message: 'The URL must begin with https:// or http://.' }
            : { code: 'not_https', message: 'The URL must begin with https://.' }
        case 'credentials':
          return { code: 'credentials_in_url', message: 'A URL must not carry a user name or password.' }
        case 'fragment':
          return { code: 'bad_url', message: 'Leave out the part after #; it is never sent.' }
        case 'too_long':
          return { code: 'too_long', message: `The URL may have at most ${r.maxLength} characters.` }
        default:
          return { code: 'bad_url', message: 'Enter a whole URL, as https://example.com/webhooks.' }
      }
    }),
  )
}

function eventsSchema(r: EventsRule): z.ZodMiniType {
  const list = z.array(z.string({ error: 'Each event must be a name.' }), {
    error: 'Events must be a list of names.',
  })
  return list.check(
    rule<string[]>((value) => {
      if (value.length < r.min) return { code: 'empty_list', message: 'Choose at least one event.' }
      if (value.length > 1000) return { code: 'too_many', message: 'At most 1,000 events can be chosen.' }
      if (!r.wildcard && value.includes(WILDCARD))
        return { code: 'unknown_event', message: 'This dialect has no event that stands for all.' }
      for (const name of value) {
        const fault =
          name === ''
            ? { code: 'blank' as const, message: 'An event name is empty.' }
            : badCharacters(name, 'Event')
        if (fault) return fault
      }
      return null
    }),
  )
}

function flagSchema(_r: FlagRule, label: string): z.ZodMiniType {
  return z.boolean({ error: `${label} is either on or off.` })
}

function choiceSchema(r: ChoiceRule, label: string): z.ZodMiniType {
  const values = r.choices.map((choice) => choice.value)
  return text(label).check(
    rule<string>((value) =>
      values.includes(value)
        ? null
        : { code: 'not_a_choice', message: `${label} must be one of ${values.join(', ')}.` },
    ),
  )
}

function mapSchema(r: MapRule, label: string): z.ZodMiniType {
  const value = z.nullable(z.string({ error: 'Each value must be text.' }))
  return z.record(z.string(), value, { error: `${label} must be an object of texts.` }).check(
    rule<Record<string, string | null>>((map) => {
      for (const [key, item] of Object.entries(map)) {
        const fault = keyFault(r, key) ?? valueFault(r, key, item)
        if (fault) return fault
      }
      return null
    }),
  )
}

function keyFault(r: MapRule, key: string): { code: IssueCode; message: string } | null {
  if (length(key) > r.keyMaxLength)
    return { code: 'too_long', message: `A key may have at most ${r.keyMaxLength} characters.` }
  if (r.keys === 'header') return headerNameFault(key)
  if (!/^[A-Za-z0-9_.:-]+$/.test(key) || key === '__proto__')
    return { code: 'bad_key', message: 'A key may have letters, digits, and _ . : - only.' }
  return null
}

function valueFault(
  r: MapRule,
  key: string,
  value: string | null,
): { code: IssueCode; message: string } | null {
  if (value === null) return null
  if (length(value) > r.valueMaxLength)
    return {
      code: 'too_long',
      message: `The value of ${key} may have at most ${r.valueMaxLength} characters.`,
    }
  if (r.keys === 'header' && !/^[\t\x20-\x7e]*$/.test(value))
    return { code: 'bad_format', message: `The value of ${key} has characters that a header cannot carry.` }
  return badCharacters(value, `The value of ${key}`)
}
