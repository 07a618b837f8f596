import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { browseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { getDeliveryWithAttempts } from '#lib/domain/deliveries/inspect-delivery.ts'
import { previewReplay } from '#lib/domain/deliveries/preview-replay.ts'
import { replayDelivery } from '#lib/domain/deliveries/replay.ts'
import { tellDeliveries } from '#lib/domain/deliveries/tell-deliveries.ts'
import { startReplayJob } from '#lib/domain/jobs/start-replay.ts'
import { dryRunParameter, isDryRun } from '../dry-run.ts'
import { encodeJob, jobSchema } from '../jobs/wire.ts'
import { pageParameters, pathParameter, problems, uuid } from '../json-schemas.ts'
import { bodyOf, membersOf, operation, ROOT } from '../operation.ts'
import { limit, one } from '../query.ts'
import { decodeFilter, filterParameters, readFilter } from './filter.ts'
import {
  deliveryPageSchema,
  deliverySchema,
  deliveryWithAttemptsSchema,
  encodeAttempt,
  encodeDelivery,
  encodeReplayPreview,
  replayPreviewSchema,
  replaySchema,
} from './wire.ts'

const LIST = `${ROOT}/deliveries`
const ONE = `${LIST}/:deliveryId`
const tag = 'Deliveries'
const deliveryParameter = pathParameter('deliveryId', "The delivery's id", uuid)

export const deliveryOperations: readonly Operation[] = [
  operation({
    name: 'listDeliveries',
    method: 'GET',
    path: LIST,
    permission: 'delivery:read',
    doc: {
      summary: 'List deliveries, newest first',
      description:
        'On their way and finished, of all endpoints. With a filter that few deliveries match a page may end before it is full; looked_to says how far it looked, and next_cursor goes on from there.',
      tag,
      parameters: [...filterParameters, ...pageParameters],
      answers: { 200: { description: 'One page', schema: deliveryPageSchema }, ...problems() },
    },
    async handle({ ctx, query }) {
      const filter = await readFilter(ctx, query)
      const page = await browseDeliveries(ctx, {
        ...filter,
        cursor: one(query, 'cursor'),
        limit: limit(query),
      })
      return {
        status: 200,
        body: {
          items: page.items.map(encodeDelivery),
          next_cursor: page.next,
          previous_cursor: page.previous,
          looked_to: page.lookedTo,
        },
      }
    },
  }),
  operation({
    name: 'replayDeliveries',
    method: 'POST',
    path: `${LIST}/replay`,
    permission: 'delivery:replay',
    doc: {
      summary: 'Send many deliveries again',
      description:
        'All that a filter finds now, each message once to each endpoint. A job does it, one after the other, in the name of who asks. With dry_run it says how many would be sent, and sends nothing.',
      tag,
      parameters: [dryRunParameter],
      body: replaySchema,
      answers: {
        200: { description: 'What a dry run found', schema: replayPreviewSchema },
        202: { description: 'The job; Location leads to its progress', schema: jobSchema },
        ...problems(409, 413, 415, 422),
      },
    },
    async handle(call) {
      const filter = await decodeFilter(call.ctx, bodyOf(call))
      if (isDryRun(call))
        return { status: 200, body: encodeReplayPreview(await previewReplay(call.ctx, filter)) }
      const job = await startReplayJob(call.ctx, { filter, userId: call.caller.userId })
      return { status: 202, headers: { location: `${ROOT}/jobs/${job.id}` }, body: encodeJob(job) }
    },
  }),
  operation({
    name: 'getDelivery',
    method: 'GET',
    path: ONE,
    permission: 'delivery:read',
    doc: {
      summary: 'Get a delivery with its attempts',
      tag,
      parameters: [deliveryParameter],
      answers: {
        200: {
          description: 'The delivery, and all that was sent and came back',
          schema: deliveryWithAttemptsSchema,
        },
        ...problems(404),
      },
    },
    async handle({ ctx, param }) {
      const { delivery, attempts } = await getDeliveryWithAttempts(ctx, param('deliveryId'))
      return { status: 200, body: { ...encodeDelivery(delivery), attempts: attempts.map(encodeAttempt) } }
    },
  }),
  operation({
    name: 'replayDelivery',
    method: 'POST',
    path: `${ONE}/replay`,
    permission: 'delivery:replay',
    doc: {
      summary: 'Send a delivery again',
      description:
        'Once, as a delivery of its own. When it arrives, what the schedule had still planned for the same message and endpoint is cancelled.',
      tag,
      parameters: [deliveryParameter],
      answers: {
        202: { description: 'The new delivery; Location leads to it', schema: deliverySchema },
        ...problems(404, 409, 413, 415, 422),
      },
    },
    async handle(call) {
      membersOf(call, [], { isOptional: true })
      const made = await replayDelivery(call.ctx, { deliveryId: call.param('deliveryId') })
      tellDeliveries(call.ctx.notify, [call.ctx.teamId])
      return { status: 202, headers: { location: `${LIST}/${made.id}` }, body: encodeDelivery(made) }
    },
  }),
]
