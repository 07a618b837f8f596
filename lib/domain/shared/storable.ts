/** Said of a text that no column takes. */
export const UNSTORABLE_TEXT = 'This holds a character that cannot be stored.'

/** PostgreSQL has no place for NUL, and half a character is none: neither as text nor within JSON. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

/** What somebody looks for: trimmed, undefined when nothing is left, and never what the database would stumble over. */
export function searchText(text: string | undefined): string | undefined {
  return text?.replaceAll('\u0000', '').toWellFormed().trim() || undefined
}
