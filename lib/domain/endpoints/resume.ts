import { authorize } from '../authz/authorize.ts'
import { releaseHeld } from '../deliveries/release-held.ts'
import type { Context } from '../shared/context.ts'
import type { EndpointWithSecrets } from './fields.ts'
import type { EndpointRef } from './ref.ts'
import { updateEndpoint } from './update.ts'

export interface ResumeEndpoint {
  readonly id: EndpointRef
  /** what becomes of deliveries that wait for it */
  readonly held: 'send' | 'drop'
}

/**
 * Activates an endpoint, and sends what it held or drops it. One that is active already stays so, and what still waits is
 * sent or dropped all the same. Nothing is dropped where it cannot be activated.
 * Throws `forbidden`, `not_found`, `invalid`, `unavailable`.
 */
export async function resumeEndpoint(
  ctx: Context,
  { id, held }: ResumeEndpoint,
): Promise<EndpointWithSecrets> {
  authorize(ctx, 'endpoint:update')
  const resuming = { id, patch: { active: true } }
  if (held === 'drop') {
    await updateEndpoint(ctx, { ...resuming, dryRun: true })
    // what comes in after that is sent: it came when the endpoint was about to go on
    await releaseHeld(ctx, id, 'drop')
  }
  const { endpoint, change } = await updateEndpoint(ctx, resuming)
  if (held === 'send' && change === null) await releaseHeld(ctx, id, 'send')
  return endpoint
}
