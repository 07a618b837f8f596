import { createHash, randomBytes } from 'node:crypto'
import { authorizeApp } from '#lib/domain/oauth-apps/authorize-app.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { REDIRECT_URI } from './credentials.ts'
import { registerSecret } from './secrets.ts'

export const ISSUER = 'https://patchbay.test'

/** Those that are null or undefined are not sent. */
export type Params = Readonly<Record<string, string | null | undefined>>

/** An address of the network that is for documentation (RFC 3849), another one each time. */
export function randomAddress(): string {
  const groups = randomBytes(4).toString('hex').match(/.{4}/g) ?? []
  return `2001:db8:${groups.join(':')}::1`
}

export interface Pkce {
  readonly verifier: string
  readonly challenge: string
}

export function newPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** The query that an app sends a user with. */
export function authorizationQuery(clientId: string, challenge: string, params: Params = {}): string {
  const all = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'xyz',
    ...params,
  }
  const present = Object.entries(all).filter((entry): entry is [string, string] => entry[1] != null)
  return new URLSearchParams(present).toString()
}

/** The user of the context agrees; answers the code that the app gets. */
export async function agree(ctx: Context, query: string): Promise<string> {
  const code = new URL(await authorizeApp(ctx, { query, issuer: ISSUER })).searchParams.get('code') ?? ''
  return registerSecret('oauth-code', code)
}
