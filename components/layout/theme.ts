/** The reader's choice; "system" follows the device. */
export type Theme = 'light' | 'dark' | 'system'

export const themeCookie = 'theme'

const yearSeconds = 365 * 24 * 60 * 60

/** What a cookie or attribute says; anything unknown is "system". */
export function readTheme(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'system'
}

/** The cookie that carries the choice to the server, which writes it on <html>: so no page starts in the wrong theme. */
export function themeCookieText(theme: Theme, secure: boolean): string {
  return `${themeCookie}=${theme}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${secure ? '; Secure' : ''}`
}
