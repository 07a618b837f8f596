import { findClient } from './client.ts'
import { grantableScopes } from './grant-scopes.ts'

/** An app's wish to act in a user's name, checked. */
export interface AuthorizationWish {
  readonly app: { readonly id: string; readonly clientId: string; readonly name: string }
  readonly team: { readonly id: string; readonly slug: string; readonly name: string }
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state: string | null
  readonly codeChallenge: string
}

/**
 * `refused`: the app or its address cannot be trusted, so the user is told here. `redirect`: the app is told, at its own
 * address. `ask`: the user is asked.
 */
export type AuthorizationRequest =
  | { readonly kind: 'refused'; readonly reason: 'unknown_app' | 'revoked_app' | 'bad_address' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'ask'; readonly wish: AuthorizationWish }

/** BASE64URL of a SHA-256 (RFC 7636, section 4.2). */
const CHALLENGE = /^[\w-]{43}$/
const MAX_STATE_LENGTH = 2_048

/** Judges the query of `/oauth/authorize` (RFC 6749, section 4.1.1, and RFC 7636). */
export async function readAuthorizationRequest(query: string, issuer: string): Promise<AuthorizationRequest> {
  const params = new URLSearchParams(query)
  const one = (name: string) => {
    const values = params.getAll(name)
    return values.length === 1 && values[0] !== '' ? (values[0] ?? null) : null
  }
  const app = await findClient(one('client_id') ?? '')
  if (!app) return { kind: 'refused', reason: 'unknown_app' }
  if (app.revokedAt) return { kind: 'refused', reason: 'revoked_app' }
  const redirectUri = one('redirect_uri')
  // character by character (OAuth 2.1, section 4.1.3)
  if (redirectUri === null || !app.redirectUris.includes(redirectUri))
    return { kind: 'refused', reason: 'bad_address' }

  const state = one('state')
  const fail = (error: string, error_description: string): AuthorizationRequest => ({
    kind: 'redirect',
    to: redirectTo(redirectUri, { error, error_description, state, iss: issuer }),
  })
  const twice = [...new Set(params.keys())].find((name) => params.getAll(name).length > 1)
  if (twice !== undefined) return fail('invalid_request', `${printable(twice)} was sent more than once.`)
  if ((state ?? '').length > MAX_STATE_LENGTH) return fail('invalid_request', 'The state is too long.')
  if (one('response_type') === null) return fail('invalid_request', 'response_type is missing.')
  if (one('response_type') !== 'code')
    return fail('unsupported_response_type', 'The only response_type here is code.')
  const codeChallenge = one('code_challenge')
  if (codeChallenge === null) return fail('invalid_request', 'PKCE is required: code_challenge is missing.')
  if (one('code_challenge_method') !== 'S256')
    return fail('invalid_request', 'The only code_challenge_method here is S256.')
  if (!CHALLENGE.test(codeChallenge))
    return fail('invalid_request', 'code_challenge is not the BASE64URL of a SHA-256.')
  const scopes = grantableScopes(one('scope'), app.scopes)
  if (!scopes) return fail('invalid_scope', 'The app may not ask for one of these scopes.')
  return {
    kind: 'ask',
    wish: {
      app: { id: app.id, clientId: app.clientId, name: app.name },
      team: { id: app.teamId, slug: app.team.slug, name: app.team.name },
      redirectUri,
      scopes,
      state,
      codeChallenge,
    },
  }
}

/** The app's address with an answer in its query; `iss` as RFC 9207 has it. */
export function redirectTo(uri: string, answer: Readonly<Record<string, string | null>>): string {
  const present = Object.entries(answer).filter((entry): entry is [string, string] => entry[1] !== null)
  return `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams(present)}`
}

/** A parameter's name as an error may repeat it (RFC 6749, section 4.1.2.1). */
function printable(name: string): string {
  return name.replace(/[^\w.-]/g, '').slice(0, 40)
}
