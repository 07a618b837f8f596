/** An OAuth app as it may leave the core: never its secret. */
export interface OauthAppView {
  readonly id: string
  readonly clientId: string
  readonly name: string
  /** it has a secret; a public client proves itself by PKCE alone */
  readonly confidential: boolean
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  /** goes up by one per change */
  readonly version: number
  readonly createdBy: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly revokedAt: string | null
  /** to the minute */
  readonly lastUsedAt: string | null
}

/** An app in a list. */
export interface ListedOauthApp extends OauthAppView {
  /** how many endpoints it made that are there still */
  readonly endpoints: number
}

/** An app on a page of its own. */
export interface OauthAppDetail extends ListedOauthApp {
  /** how many access tokens of it are good now */
  readonly activeTokens: number
}

/** What of an app can be changed. */
export const oauthAppFields = ['name', 'redirectUris', 'scopes'] as const
export type OauthAppField = (typeof oauthAppFields)[number]
