import type { Actor } from '../shared/context.ts'

/** What somebody with the right can make; `project_key` and `storno_key` belong to the team, the others to a user. */
export const apiKeyKinds = ['project_key', 'user_key', 'personal_token', 'storno_key'] as const
export type ApiKeyKind = (typeof apiKeyKinds)[number]

/** `oauth` is an access token of our OAuth server, opaque or JWT. */
export type CredentialKind = ApiKeyKind | 'oauth'

/** Who stands behind a credential, and what it may do at this moment. */
export interface Caller {
  readonly teamId: string
  /** with the user's role where the credential is a user's, with no role where it is the team's or an app's own */
  readonly actor: Actor
  /** the id of the key or of the token */
  readonly credentialId: string
  readonly kind: CredentialKind
  /** as they were granted: permissions, or names of the OAuth wire; empty for a user's key that its role alone limits */
  readonly scopes: readonly string[]
  /** the app that an OAuth token was given to */
  readonly oauthAppId: string | null
  readonly clientId: string | null
  /** the user in whose name it acts */
  readonly userId: string | null
}

/** Which credentials a way in takes. */
export interface Door {
  readonly accepts: readonly CredentialKind[]
}
