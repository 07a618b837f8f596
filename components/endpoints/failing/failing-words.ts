import type { FailingEndpoint } from '#lib/domain/failing-endpoints/list.ts'

/** What the last failure was, as the end of a sentence. */
export function lastFailureText({ lastCode, lastError }: FailingEndpoint): string {
  if (lastCode !== null) return `The receiver last answered ${lastCode}.`
  return lastError === null ? 'The receiver did not answer.' : lastError.replace(/\.?$/, '.')
}

/** "Billing sync", "Billing sync and CRM mirror", "Billing sync, CRM mirror and 3 more". */
export function splitNames<T>(
  all: readonly T[],
  most: number,
): { readonly shown: readonly T[]; rest: number } {
  return all.length <= most ? { shown: all, rest: 0 } : { shown: all.slice(0, most), rest: all.length - most }
}

/** What is so with so many, before their names. */
export function troubleText(kind: 'failing' | 'paused', count: number): string {
  if (kind === 'paused') return `Patchbay paused ${countText(count)}`
  return `${countText(count)} ${count === 1 ? 'does' : 'do'} nothing but fail`
}

const countText = (count: number) => (count === 1 ? '1 endpoint' : `${count} endpoints`)
