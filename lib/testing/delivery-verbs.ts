import { makeCourier } from '#lib/delivery/courier.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { browseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { provideCourier } from '#lib/domain/deliveries/courier.ts'
import { endpointActivity } from '#lib/domain/deliveries/endpoint-activity.ts'
import { endpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import {
  getDeliveryWithAttempts,
  inspectAttempt,
  inspectDelivery,
} from '#lib/domain/deliveries/inspect-delivery.ts'
import { previewReplay } from '#lib/domain/deliveries/preview-replay.ts'
import { releaseHeld } from '#lib/domain/deliveries/release-held.ts'
import { replayDelivery, replayMessages } from '#lib/domain/deliveries/replay.ts'
import { sendTest } from '#lib/domain/deliveries/send-test.ts'
import { profileFor } from '#lib/domain/endpoints/edit.ts'
import { resumeEndpoint } from '#lib/domain/endpoints/resume.ts'
import { sampleOfType } from '#lib/domain/event-types/sample-of-type.ts'
import { startReplayJob } from '#lib/domain/jobs/start-replay.ts'
import { getMessage } from '#lib/domain/messages/get-message.ts'
import { publishMessage, publishMessages } from '#lib/domain/messages/publish.ts'
import { makeSender } from '#lib/net/send-request.ts'
import { deliveriesOf, insertAttempt } from './deliveries.ts'
import { makeEndpoint, type TestContext } from './factories.ts'

interface Scene {
  readonly owner: TestContext
  readonly ctx: TestContext
}

interface Case {
  readonly permission: Permission
  readonly prepare: (scene: Scene) => Promise<() => Promise<unknown>>
}

const event = { eventType: 'invoice.created', payload: {} }

/** An endpoint, and a delivery on its way to it. */
async function published({ owner }: Scene) {
  const { endpoint } = await makeEndpoint(owner)
  const { id, number } = await publishMessage(owner, event)
  const [delivery] = await deliveriesOf(endpoint)
  return { endpoint, messageId: id, number, deliveryId: delivery?.id ?? '' }
}

/** The verbs that publish and send, for the matrix of roles. */
export const deliveryVerbs: Readonly<Record<string, Case>> = {
  publishMessage: {
    permission: 'message:publish',
    prepare:
      async ({ ctx }) =>
      () =>
        publishMessage(ctx, event),
  },
  publishMessages: {
    permission: 'message:publish',
    prepare:
      async ({ ctx }) =>
      () =>
        publishMessages(ctx, [event]),
  },
  replayDelivery: {
    permission: 'delivery:replay',
    prepare: async (scene) => {
      const { deliveryId } = await published(scene)
      return () => replayDelivery(scene.ctx, { deliveryId })
    },
  },
  replayMessages: {
    permission: 'delivery:replay',
    prepare: async (scene) => {
      const { endpoint, number } = await published(scene)
      return () => replayMessages(scene.ctx, { endpoint: endpoint.id, numbers: [number] })
    },
  },
  sendTest: {
    permission: 'endpoint:test',
    prepare: async (scene) => {
      const { endpoint } = await makeEndpoint(scene.owner)
      return async () => {
        // no name has an address here: the attempt fails, and that is what the test finds out
        const sender = makeSender({ resolver: async () => [] })
        const { clock } = scene.ctx
        const onError = (error: unknown) => {
          throw error
        }
        provideCourier(makeCourier({ clock, sender, random: Math.random, onError }))
        try {
          return await sendTest(scene.ctx, { endpoint: endpoint.id })
        } finally {
          provideCourier(null)
          await sender.close()
        }
      }
    },
  },
  releaseHeld: {
    permission: 'endpoint:update',
    prepare: async (scene) => {
      const { endpoint } = await published(scene)
      return () => releaseHeld(scene.ctx, endpoint.id, 'drop')
    },
  },
  resumeEndpoint: {
    permission: 'endpoint:update',
    prepare: async (scene) => {
      const { endpoint } = await published(scene)
      return () => resumeEndpoint(scene.ctx, { id: endpoint.id, held: 'drop' })
    },
  },
  getMessage: {
    permission: 'delivery:read',
    prepare: async (scene) => {
      const { messageId } = await published(scene)
      return () => getMessage(scene.ctx, messageId)
    },
  },
  getDeliveryWithAttempts: {
    permission: 'delivery:read',
    prepare: async (scene) => {
      const { deliveryId } = await published(scene)
      return () => getDeliveryWithAttempts(scene.ctx, deliveryId)
    },
  },
  browseDeliveries: {
    permission: 'delivery:read',
    prepare:
      async ({ ctx }) =>
      () =>
        browseDeliveries(ctx, {}),
  },
  inspectDelivery: {
    permission: 'delivery:read',
    prepare: async (scene) => {
      const { deliveryId } = await published(scene)
      return () => inspectDelivery(scene.ctx, deliveryId)
    },
  },
  inspectAttempt: {
    permission: 'delivery:read',
    prepare: async (scene) => {
      const { deliveryId, endpoint } = await published(scene)
      const attemptId = await insertAttempt(endpoint, { deliveryId })
      return () => inspectAttempt(scene.ctx, { deliveryId, attemptId })
    },
  },
  endpointActivity: {
    permission: 'delivery:read',
    prepare: async (scene) => {
      const { endpoint } = await published(scene)
      return () => endpointActivity(scene.ctx, { ids: [endpoint.id] })
    },
  },
  endpointHealth: {
    permission: 'delivery:read',
    prepare: async (scene) => {
      const { endpoint } = await published(scene)
      return () => endpointHealth(scene.ctx, endpoint.id)
    },
  },
  sampleOfType: {
    permission: 'event-type:read',
    prepare:
      async ({ ctx }) =>
      () =>
        sampleOfType(ctx, profileFor(ctx, 'standard'), 'invoice.created'),
  },
  previewReplay: {
    permission: 'delivery:replay',
    prepare:
      async ({ ctx }) =>
      () =>
        previewReplay(ctx, {}),
  },
  startReplayJob: {
    permission: 'delivery:replay',
    prepare: async (scene) => {
      await published(scene)
      return () => startReplayJob(scene.ctx, { filter: {} })
    },
  },
}
