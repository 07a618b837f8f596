import type { Clock } from '../shared/clock.ts'
import { guarded } from '../shared/transaction.ts'
import { provesClient } from './client-secret.ts'
import { findOauthClient, type OauthClientRow } from './repo.ts'

/** What the OAuth server needs beside a request: it acts for apps of all teams. */
export interface OauthServerContext {
  readonly clock: Clock
  /** the origin of this installation; tokens carry it */
  readonly issuer: string
}

/** An app that proved who it is. */
export interface OauthClient {
  readonly appId: string
  readonly teamId: string
  readonly clientId: string
  readonly name: string
  readonly confidential: boolean
  readonly scopes: readonly string[]
}

/** An id as long as ours at most, of characters that a row can hold. */
const CLIENT_ID = /^\w{1,64}$/

/** Whether a text could be a client id at all. */
export function isClientId(text: string): boolean {
  return CLIENT_ID.test(text)
}

/** The app of a client id, revoked ones too; null for an unknown one. */
export async function findClient(clientId: string): Promise<OauthClientRow | null> {
  return isClientId(clientId) ? guarded(() => findOauthClient(clientId)) : null
}

/**
 * The app, when id and secret belong together and it was not revoked; else null, in one way for all reasons. A public
 * client has no secret, and is refused when it sends one.
 */
export async function authenticateClient(
  clientId: string,
  secret: string | null,
): Promise<OauthClient | null> {
  const row = await findClient(clientId)
  if (!row || !provesClient(row, secret) || row.revokedAt) return null
  const { id, teamId, name, confidential, scopes } = row
  return { appId: id, teamId, clientId, name, confidential, scopes }
}
