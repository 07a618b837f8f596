import { Ajv, type ErrorObject, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Remembered } from '#lib/remembered.ts'
import { type Issue, type IssueCode, invalid } from '../shared/errors.ts'
import { addComparisons } from './comparisons.ts'
import { Effort, type Look, OutOfSteps, type Take } from './effort.ts'
import { type LinearPattern, linearPattern } from './linear-pattern.ts'
import { addFormats } from './payload-formats.ts'
import { workOf } from './payload-work.ts'
import { schemaFault, schemaWeight, usesUnevaluated } from './schema-limits.ts'

/**
 * What is wrong with a payload, or nothing. Paths begin with `payload`. What that takes is of the call's effort, where the
 * call has more payloads than one.
 */
type Judge = (payload: unknown, effort?: Effort) => readonly Issue[]

const DRAFT_07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema'

const options: Options = {
  strict: false,
  allErrors: false,
  logger: false,
  ownProperties: true,
  addUsedSchema: false,
  validateSchema: false,
}
/** Of all patterns of a schema. */
const MAX_PATTERN_SIZE = 20_000

const judges = new Remembered<Judge | string>(200)

/**
 * The judge of payloads that a team's JSON Schema describes (draft 2020-12, or 07 where it says so), or a sentence that
 * says why the schema cannot be used. Compiled once.
 */
export function payloadJudge(schema: unknown): Judge | string {
  return judges.get(JSON.stringify(schema), () => compile(schema))
}

/** Throws `invalid` for a JSON Schema that no payload could be judged by. Null, for none, is fine. */
export function refuseUnusableSchema(schema: unknown): void {
  const judge = schema === null ? null : payloadJudge(schema)
  if (typeof judge === 'string')
    throw invalid([{ path: ['schema'], code: 'bad_format', message: `This schema cannot be used: ${judge}` }])
}

function compile(schema: unknown): Judge | string {
  const fault = schemaFault(schema)
  if (fault) return fault
  const { $schema, $id: _, ...rules } = typeof schema === 'object' && schema !== null ? schemaOf(schema) : {}
  if ($schema !== undefined && $schema !== DRAFT_2020 && !DRAFT_07.test(String($schema)))
    return 'Only the drafts 2020-12 and 07 are understood.'
  const isOld = $schema !== undefined && $schema !== DRAFT_2020
  const bare = typeof schema === 'boolean' ? schema : rules
  try {
    const meta = isOld
      ? new Ajv({ logger: false, strict: false })
      : new Ajv2020({ logger: false, strict: false })
    if (!meta.validateSchema(bare)) return `It is not a JSON Schema: ${sentence(meta.errors?.[0])}`
    // of the call that is judged now: nothing here waits for anything
    let current = new Effort()
    const take: Take = (steps, look) => current.take(steps, look)
    const code = { regExp: Object.assign(patternReader(take), { code: 'linearPattern' }) }
    const ajv = isOld ? new Ajv({ ...options, code }) : new Ajv2020({ ...options, code })
    // else the keys of what fits are kept, for nobody
    if (!usesUnevaluated(schema)) ajv.opts.unevaluated = false
    addFormats(ajv, take)
    addComparisons(ajv)
    const validate = ajv.compile(bare)
    const weight = schemaWeight(schema)
    return (payload, effort = new Effort()) => {
      if (!effort.begin(workOf(payload, weight))) return [tooMuch]
      current = effort
      try {
        return validate(payload) ? [] : (validate.errors ?? []).slice(0, 1).map(toIssue)
      } catch (error) {
        if (error instanceof OutOfSteps) return [tooDear(payload, error.look)]
        throw error
      }
    }
  } catch (error) {
    return error instanceof Error ? error.message : 'It cannot be read.'
  }
}

/** Each pattern is made once, however often it stands in the schema. */
function patternReader(take: Take): (source: string) => LinearPattern {
  const known = new Map<string, LinearPattern>()
  let size = 0
  return (source) => {
    const pattern = known.get(source) ?? linearPattern(source, take)
    if (!known.has(source)) size += pattern.size
    known.set(source, pattern)
    if (size > MAX_PATTERN_SIZE) throw new Error('Its patterns are too long together.')
    return pattern
  }
}

const schemaOf = (schema: object) => schema as Readonly<Record<string, unknown>>

const tooMuch: Issue = {
  path: ['payload'],
  code: 'too_many',
  message:
    'The payload has too many values for its schema, which has very many rules. Send fewer at once, or let the schema have fewer.',
}

function tooDear(payload: unknown, { what, text }: Look): Issue {
  const path = placeOf(text, payload) ?? []
  const where = path.length > 0 ? path.join('.') : 'it'
  return {
    path: ['payload', ...path],
    code: 'too_long',
    message: `The payload takes too long to judge: ${where} cannot be looked through for ${what}. Send shorter texts or fewer messages at once, or let the schema have a simpler rule.`,
  }
}

/** The way to the first text that is the same, also where it is a key. */
function placeOf(text: string, value: unknown): (string | number)[] | null {
  if (value === text) return []
  if (typeof value !== 'object' || value === null) return null
  for (const [key, child] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key
    if (step === text) return [step]
    const rest = placeOf(text, child)
    if (rest) return [step, ...rest]
  }
  return null
}

const CODES: Readonly<Record<string, IssueCode>> = {
  required: 'required',
  type: 'wrong_type',
  enum: 'not_a_choice',
  const: 'not_a_choice',
  additionalProperties: 'unknown_field',
  unevaluatedProperties: 'unknown_field',
  minLength: 'too_short',
  maxLength: 'too_long',
  maxItems: 'too_many',
}

function toIssue(error: ErrorObject): Issue {
  const path = pathOf(error)
  return {
    path: ['payload', ...path],
    code: CODES[error.keyword] ?? 'bad_format',
    message: `The payload does not fit its schema: ${sentence(error)}`,
  }
}

function pathOf({ instancePath, keyword, params }: ErrorObject): string[] {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const named =
    keyword === 'required'
      ? params.missingProperty
      : (params.additionalProperty ?? params.unevaluatedProperty)
  return typeof named === 'string' ? [...steps, named] : steps
}

function sentence(error: ErrorObject | undefined): string {
  if (!error) return 'it is refused.'
  const where = error.instancePath ? error.instancePath.slice(1).replaceAll('/', '.') : 'it'
  const { additionalProperty, unevaluatedProperty = additionalProperty } = error.params
  if (unevaluatedProperty !== undefined) return `${where} must not have “${unevaluatedProperty}”.`
  return `${where} ${error.message}.`
}
