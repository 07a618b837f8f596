export const MAX_REDIRECT_URIS = 20
const MAX_URI_LENGTH = 2_048

export const notRedirectUri = 'Use an https address without a fragment, or http on localhost.'

/** https, or http on this machine; no fragment, no user in it (OAuth 2.1, sections 2.3.1 and 8.4.2). */
export function isRedirectUri(value: string): boolean {
  if (value.length > MAX_URI_LENGTH || !/^[\x21-\x7e]+$/.test(value) || value.includes('#')) return false
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password } = new URL(value)
  if (username !== '' || password !== '') return false
  if (protocol === 'https:') return true
  return protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
