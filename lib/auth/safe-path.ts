/**
 * A path of this site to go on to after signing in: the text when it is one, else null. It never leads to another
 * site, whatever the address bar was made to say, nor back to the sign-in page or into an API.
 */
export function safePath(value: string | null | undefined): string | null {
  if (!value?.startsWith('/') || /^\/[/\\]|[\p{Cc}\\]/u.test(value)) return null
  const base = 'http://patchbay.invalid'
  if (!URL.canParse(value, base)) return null
  const url = new URL(value, base)
  // also after the dots in it were walked: two slashes lead to a host
  if (url.origin !== base || /^\/(\/|(sign-in|api|live|_next)(\/|$))/.test(url.pathname)) return null
  url.searchParams.delete('_rsc')
  return `${url.pathname}${url.search}${url.hash}`
}

/** The sign-in page that leads back to a path. */
export function signInPath(back: string | null): string {
  const safe = safePath(back)
  return safe && safe !== '/' ? `/sign-in?callbackUrl=${encodeURIComponent(safe)}` : '/sign-in'
}
