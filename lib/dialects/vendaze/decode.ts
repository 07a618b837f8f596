import { RequestFault } from '#lib/dialects/kit/http/failure.ts'
import { isObject } from '#lib/dialects/kit/http/json-body.ts'
import type { DialectSort } from '#lib/domain/endpoints/list-of-dialect.ts'
import { type Issue, invalid } from '#lib/domain/shared/errors.ts'

/** The wire's names; what else a body has is passed over (V4). */
const fieldOf = { name: 'name', url: 'url', events: 'events', auth_enable: 'signing' } as const
type WireField = keyof typeof fieldOf

/** The fields of a new webhook, for the core to judge. Throws `bad_json` for what is no object (V5). */
export function decodeCreate(json: unknown): Record<string, unknown> {
  return knownFields(json)
}

/** The fields to change, for the core to judge. Throws `bad_json` (V5), and `invalid` without a path for none (V4). */
export function decodePatch(json: unknown): Record<string, unknown> {
  const patch = knownFields(json)
  if (Object.keys(patch).length === 0) throw emptyUpdate()
  return patch
}

function emptyUpdate() {
  return invalid([{ path: [], code: 'required', message: 'No fields provided for update.' }])
}

function knownFields(json: unknown): Record<string, unknown> {
  if (!isObject(json)) throw new RequestFault('bad_json', 'The body is not an object.')
  const names = (Object.keys(fieldOf) as WireField[]).filter((name) => Object.hasOwn(json, name))
  return Object.fromEntries(names.map((name) => [fieldOf[name], json[name]]))
}

export interface ListQuery {
  readonly page: number
  readonly perPage: number
  readonly sort: DialectSort
}

/** Beyond it no page has anything, and offsets would not be exact. */
const MAX_PAGE = 2_147_483_647
/** V9. */
const MAX_PER_PAGE = 100

/** Contract §2: `page`, `per_page`, `order_by`, `order`. Throws `invalid`, with the parameters' names. */
export function decodeList(query: URLSearchParams): ListQuery {
  const issues: Issue[] = []
  const wholeNumber = (name: string, fallback: number, max: number): number => {
    const text = query.get(name)
    if (text === null) return fallback
    const value = /^\d{1,10}$/.test(text) ? Number(text) : 0
    if (value >= 1 && value <= max) return value
    issues.push({ path: [name], code: 'bad_format', message: `Must be between 1 and ${max}.` })
    return fallback
  }
  const choice = <T extends string>(name: string, fallback: T, choices: readonly T[]): T => {
    const text = query.get(name)
    const chosen = choices.find((one) => one === text)
    if (text === null || chosen !== undefined) return chosen ?? fallback
    const message = `Must be one of: ${choices.join(', ')}.`
    issues.push({ path: [name], code: 'not_a_choice', message })
    return fallback
  }
  const page = wholeNumber('page', 1, MAX_PAGE)
  const perPage = wholeNumber('per_page', 50, MAX_PER_PAGE)
  const by = choice('order_by', 'created_at', ['created_at', 'name'])
  const order = choice('order', 'desc', ['desc', 'asc'])
  if (issues.length > 0) throw invalid(issues)
  return { page, perPage, sort: { by: by === 'name' ? 'name' : 'created', order } }
}
