import { isRedirectUri, MAX_REDIRECT_URIS, notRedirectUri } from '#lib/domain/oauth-apps/redirect-uri.ts'

/** The addresses of a text box, one a line. */
export function parseRedirectUris(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter((uri) => uri !== ''))]
}

/** What is wrong with the addresses of a text box, in words, or undefined. */
export function redirectUrisFault(text: string, confidential: boolean): string | undefined {
  const uris = parseRedirectUris(text)
  if (uris.length === 0 && !confidential) return 'An app without a secret needs an address.'
  if (uris.length > MAX_REDIRECT_URIS) return `An app has at most ${MAX_REDIRECT_URIS} redirect addresses.`
  const wrong = uris.find((uri) => !isRedirectUri(uri))
  return wrong === undefined ? undefined : `${cut(wrong)}: ${notRedirectUri}`
}

function cut(uri: string): string {
  return uri.length > 60 ? `${uri.slice(0, 60)}…` : uri
}
