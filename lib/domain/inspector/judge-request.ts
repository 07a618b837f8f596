import { openSigningKeys } from '../endpoints/signing-keys.ts'
import type { Context } from '../shared/context.ts'
import { inboxPath } from './inbox.ts'
import { findEndpointsTo, type SigningEndpoint } from './repo-signing.ts'
import {
  type Judgement,
  type SignedRequest,
  type VerifyingKey,
  verdicts,
  verifySignature,
} from './verify-signature.ts'

export interface Judged extends Judgement {
  /** whose keys it was held against */
  readonly endpointId: string | null
}

const NO_ENDPOINT: Judged = { verdict: 'no_endpoint', olderKey: false, signedAt: null, endpointId: null }

/**
 * Holds a request against the keys of the team's endpoints that lead to this inbox; where several do, the best answer
 * counts, because any of them may have sent it.
 */
export async function judgeRequest(
  { clock, profile }: Pick<Context, 'clock' | 'profile'>,
  { teamId, token }: { readonly teamId: string; readonly token: string },
  request: SignedRequest,
): Promise<Judged> {
  const now = clock.now()
  const judged = (await findEndpointsTo(teamId, inboxPath(token))).flatMap((endpoint): Judged[] => {
    const { secret, delivery } = profile(endpoint.dialect) ?? {}
    if (!secret || !delivery) return []
    const isSigning = secret.presence === 'always' || endpoint.signing
    const keys = keysOf(endpoint, now)
    return [
      {
        ...verifySignature(delivery.signature, keys, request, { now, isSigning }),
        endpointId: endpoint.id,
      },
    ]
  })
  return judged.sort((a, b) => rank(a) - rank(b))[0] ?? NO_ENDPOINT
}

const rank = ({ verdict }: Judged) => verdicts.indexOf(verdict)

const STATES = ['current', 'older', 'ended'] as const

/** The current one first. The characters go no further than the comparison. */
function keysOf({ id, keys }: SigningEndpoint, now: Date): readonly VerifyingKey[] {
  const opened = openSigningKeys(id, keys)
  const found = keys.flatMap(({ expiresAt, revokedAt }, at): VerifyingKey[] => {
    const secret = opened[at]
    if (secret === undefined) return []
    if (revokedAt || (expiresAt && expiresAt <= now)) return [{ secret, state: 'ended' }]
    return [{ secret, state: expiresAt ? 'older' : 'current' }]
  })
  return found.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state))
}
