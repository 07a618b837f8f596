import type * as z from 'zod/mini'
import { type Issue, type IssueCode, invalid, issueCodes } from './errors.ts'
import { isStorable, UNSTORABLE_TEXT } from './storable.ts'

const known: ReadonlySet<string> = new Set(issueCodes)

/** Parses, or throws `invalid` with every broken rule as an `Issue`. */
export function parse<T extends z.ZodMiniType>(schema: T, input: unknown): z.output<T> {
  const proto = protoPath(input)
  if (proto)
    throw invalid([{ path: proto, code: 'unknown_field', message: '__proto__ is not a field here.' }])
  const result = schema.safeParse(input)
  if (result.success) {
    const unstorable = unstorablePath(result.data)
    if (unstorable) throw invalid([{ path: unstorable, code: 'bad_format', message: UNSTORABLE_TEXT }])
    return result.data
  }
  throw invalid(result.error.issues.flatMap((issue) => toIssues(issue, input)))
}

/** Zod's issues in our own words; also for forms, which show the same message at the same field. */
export function toIssues(issue: z.core.$ZodIssue, input: unknown): Issue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      code: 'unknown_field',
      message: `${key} is not a field here.`,
    }))
  const value = path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : undefined,
    input,
  )
  if (value === undefined && issue.code === 'invalid_type')
    return [{ path, code: 'required', message: 'This field is required.' }]
  if (value === null && issue.code === 'invalid_type')
    return [{ path, code: 'null', message: 'This field cannot be empty.' }]
  if (issue.code === 'custom') {
    const code = issue.params?.code
    return [
      {
        path,
        code: typeof code === 'string' && known.has(code) ? (code as IssueCode) : 'bad_format',
        message: issue.message,
      },
    ]
  }
  return [{ path, code: 'wrong_type', message: issue.message }]
}

/** JSON can make `__proto__` an own key, and schemas pass over it in silence; nothing of ours has such a field. */
function protoPath(value: unknown): Path | null {
  return pathOf(value, 4, (key) => key === '__proto__')
}

/** What a schema lets pass and the database would not. Deeper texts are left to the database. */
function unstorablePath(value: unknown): Path | null {
  return (
    pathOf(
      { value },
      20,
      (key, child) => !isStorable(key) || (typeof child === 'string' && !isStorable(child)),
    )?.slice(1) ?? null
  )
}

type Path = (string | number)[]

/** Where the first entry is that `is` says yes to, down to a depth. */
function pathOf(value: unknown, depth: number, is: (key: string, child: unknown) => boolean): Path | null {
  if (typeof value !== 'object' || value === null || depth < 0) return null
  for (const [key, child] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key
    if (is(key, child)) return [step]
    const below = pathOf(child, depth - 1, is)
    if (below) return [step, ...below]
  }
  return null
}
