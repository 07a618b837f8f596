/** What is wrong with a destination's text, before any name is resolved. Pure; the browser uses it, too. */
export type UrlFault = 'not_a_url' | 'protocol' | 'credentials' | 'too_long' | 'fragment' | 'no_host'

export interface UrlPolicy {
  readonly protocols: readonly string[]
  readonly maxLength: number
}

/**
 * Judges a destination URL: absolute, of an allowed protocol, with a host, without user name or password, without a
 * fragment (it is never sent), and without white space or control characters. Null is fine.
 */
export function urlFault(text: string, policy: UrlPolicy): UrlFault | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\s\u0000-\u001f\u007f\\]/.test(text)) return 'not_a_url'
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'not_a_url'
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return 'not_a_url'
  }
  if (!policy.protocols.includes(url.protocol)) return 'protocol'
  if (url.hostname === '') return 'no_host'
  if (url.username !== '' || url.password !== '') return 'credentials'
  if (text.includes('#')) return 'fragment'
  if (text.length > policy.maxLength) return 'too_long'
  return null
}
