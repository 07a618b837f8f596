import type { SealedKey } from '../endpoints/signing-keys.ts'
import { client } from '../shared/transaction.ts'

export interface SigningEndpoint {
  readonly id: string
  readonly dialect: string
  readonly signing: boolean
  readonly keys: readonly (SealedKey & { readonly revokedAt: Date | null })[]
}

/** More than that no inbox needs; each costs a few signatures per request. */
const MOST_ENDPOINTS = 20
const MOST_KEYS = 8

/** The team's endpoints whose URL leads to an inbox, whatever name this installation is reached by; newest first. */
export async function findEndpointsTo(teamId: string, path: string): Promise<readonly SigningEndpoint[]> {
  // the first condition is the index's own
  const found = await client().$queryRaw<{ id: string }[]>`
    SELECT id FROM endpoints WHERE team_id = ${teamId}::uuid AND url LIKE '%/inspect/%'
      AND position(${path} IN url) > 0 ORDER BY id DESC LIMIT ${MOST_ENDPOINTS}`
  if (found.length === 0) return []
  const rows = await client().endpoint.findMany({
    select: {
      ...{ id: true, dialect: true, signing: true },
      secrets: { orderBy: { createdAt: 'desc' }, take: MOST_KEYS },
    },
    where: { teamId, id: { in: found.map(({ id }) => id) } },
    orderBy: { id: 'desc' },
  })
  return rows.map(({ secrets, ...endpoint }) => ({
    ...endpoint,
    keys: secrets.map(({ id, sealed, keyId, expiresAt, revokedAt }) => ({
      ...{ id, keyId, expiresAt, revokedAt },
      sealed: Buffer.from(sealed).toString('base64'),
    })),
  }))
}
