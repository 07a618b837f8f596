import type { SignatureRule } from './profile.ts'

/** How far the signed time may be from now, both ways. */
export const TOLERANCE_SECONDS = 300

/** A rule, asked the way that all languages ask. Header names are in lower case. */
export interface SnippetParts {
  readonly header: string
  readonly id: string | null
  /** `null`: no time is signed. `inline`: `t=` within the signature's header. Else the header that carries it. */
  readonly time: null | { readonly inline: true } | { readonly inline: false; readonly header: string }
  /** between several signatures in one header; null where there is one only */
  readonly separator: ' ' | ',' | null
  readonly base64: boolean
  readonly prefix: string
  readonly decodedKey: boolean
}

export function partsOf(rule: SignatureRule): SnippetParts {
  const timeHeader = rule.timestampHeader?.toLowerCase()
  const inline = rule.signed !== 'body' && timeHeader === undefined
  return {
    header: rule.header.toLowerCase(),
    id: rule.signed === 'id.timestamp.body' ? (rule.idHeader?.toLowerCase() ?? null) : null,
    time:
      rule.signed === 'body' ? null : timeHeader ? { inline: false, header: timeHeader } : { inline: true },
    separator: inline ? ',' : rule.signed === 'id.timestamp.body' ? ' ' : null,
    base64: rule.encoding === 'base64',
    prefix: rule.prefix,
    decodedKey: rule.key === 'whsec_base64',
  }
}

/** What is signed before the body, from variables that stand as `${open}name${close}` in a text of the language. */
export function signedPrefix(parts: SnippetParts, open: string, close: string, idName = 'id'): string {
  if (!parts.time) return ''
  const names = parts.id === null ? ['timestamp'] : [idName, 'timestamp']
  return names.map((name) => `${open}${name}${close}.`).join('')
}

/** Joins lines; `false` leaves one out. */
export function lines(...all: readonly (string | false)[]): string {
  return `${all.filter((line) => line !== false).join('\n')}\n`
}
