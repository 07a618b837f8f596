import type { FieldChange } from './diff.ts'

const SENSITIVE =
  /^(proxy-)?authorization$|cookie|secret|token|password|passwd|api[-_]?key|signature|credential|private/i

/** What stands in place of a value that is never shown or written down. */
export const REDACTED = '••••••••'

/** A header whose value is a credential, by its name: it is write-only on every screen and in every log. */
export function isSensitiveName(name: string): boolean {
  return SENSITIVE.test(name) || /(^|[-_])(auth|key)([-_]|$)/i.test(name)
}

/** Header values as they may be shown. */
export function maskHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const out: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(headers)) out[name] = isSensitiveName(name) ? REDACTED : value
  return { ...out }
}

/** A step as it may be written down. */
export function redact(change: FieldChange): FieldChange {
  if (change.field !== 'headers' || change.key === undefined || !isSensitiveName(change.key)) return change
  return {
    ...change,
    before: change.before === null ? null : REDACTED,
    after: change.after === null ? null : REDACTED,
    redacted: true,
  }
}
