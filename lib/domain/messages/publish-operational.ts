import { wakeDeliveries } from '../deliveries/wake.ts'
import type { Context } from '../shared/context.ts'
import { uuidv7 } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import type { JsonObject } from './message.ts'
import { insertMessages } from './repo.ts'

/** Publishes an event of Patchbay's own to the team's endpoints that named it. Throws `unavailable`. */
export async function publishOperational(
  { teamId, clock }: Pick<Context, 'teamId' | 'clock'>,
  { eventType, payload }: { readonly eventType: string; readonly payload: JsonObject },
): Promise<void> {
  const now = clock.now()
  const payloadText = JSON.stringify(payload)
  const made = await guarded(() =>
    insertMessages(undefined, { teamId, now, holding: ['standard'] }, [
      {
        ...{ id: uuidv7(now.getTime()), dialect: 'standard', eventType, payloadText },
        ...{ metadataText: '{}', externalId: null, fingerprint: '', occurredAt: now },
        bytes: Buffer.byteLength(payloadText),
      },
    ]),
  )
  if ([...made.values()].some(({ deliveries }) => deliveries > 0)) wakeDeliveries()
}
