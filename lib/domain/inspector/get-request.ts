import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { KEPT_BODY_BYTES, type RequestView } from './inbox.ts'
import { keptSince, requestSummary } from './list-requests.ts'
import { findEndpointFacts, findRequest, type WholeRequestRow, wasSent } from './repo-requests.ts'

/** One request whole. Throws `forbidden`, `not_found`, `unavailable`. */
export async function getRequest(ctx: Context, id: string): Promise<RequestView> {
  authorize(ctx, 'delivery:read')
  return guarded(async () => {
    const row = isUuid(id) ? await findRequest(ctx.teamId, id, keptSince(ctx)) : null
    if (!row) throw notFound('Request')
    const facts = await findEndpointFacts(ctx.teamId, row.endpointId ? [row.endpointId] : [])
    const endpoint = facts.get(row.endpointId ?? '')
    const signatureHeader = endpoint
      ? (ctx.profile(endpoint.dialect)?.delivery.signature.header ?? null)
      : null
    return {
      ...requestSummary(row, (endpointId) => facts.get(endpointId)?.name ?? null),
      ...{ headers: row.headers, body: row.body, bodyIsCut: row.bodyBytes > KEPT_BODY_BYTES },
      signedAt: row.signedAt?.toISOString() ?? null,
      signatureHeader,
      isAltered: await isAltered(row, signatureHeader),
    }
  })
}

/** A signature that we made and that does not fit any more: not the key is wrong, but what came. */
async function isAltered(row: WholeRequestRow, header: string | null): Promise<boolean> {
  const { endpointId, teamId, verdict, receivedAt } = row
  if (verdict === 'reformatted') return true
  if (verdict !== 'mismatch' || endpointId === null || header === null) return false
  const value = row.headers.find(([name]) => name.toLowerCase() === header.toLowerCase())?.[1]
  return value !== undefined && wasSent({ teamId, endpointId }, [header, value], receivedAt)
}
