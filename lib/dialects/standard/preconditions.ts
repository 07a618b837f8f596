import type { Call } from '#lib/dialects/kit/http/operation.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { Refusal } from './refusal.ts'

/** The entity tag of a version. */
export function etag(version: number): string {
  return `"${version}"`
}

type Tags = '*' | readonly { readonly isWeak: boolean; readonly value: string }[]

/** RFC 9110, section 8.8.3. Null for a header that is not there; a text that is no tag matches nothing. */
function tagsOf(header: string | undefined): Tags | null {
  if (header === undefined) return null
  if (header.trim() === '*') return '*'
  return [...header.matchAll(/(W\/)?"([^"]*)"/g)].map(([, weak, value = '']) => ({
    isWeak: weak !== undefined,
    value,
  }))
}

/** The versions that `If-Match` allows; undefined allows all. Weak tags never match here. */
export function ifMatch(call: Call): readonly number[] | undefined {
  const tags = tagsOf(call.header('if-match'))
  if (tags === null || tags === '*') return undefined
  return tags.filter((tag) => !tag.isWeak && /^\d{1,9}$/.test(tag.value)).map((tag) => Number(tag.value))
}

/** Whether the caller has this version already. */
export function isKnown(call: Call, version: number): boolean {
  const tags = tagsOf(call.header('if-none-match'))
  if (tags === null) return false
  return tags === '*' || tags.some((tag) => tag.value === String(version))
}

/** Runs what `If-Match` guards: its `conflict` is a failed precondition. */
export async function underIfMatch<T>(call: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (ifMatch(call) === undefined || !isDomainError(error) || error.code !== 'conflict') throw error
    throw new Refusal('precondition_failed', error.message, { conflicts: error.conflicts })
  }
}
