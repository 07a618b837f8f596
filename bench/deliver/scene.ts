import path from 'node:path'
import { startDelivery, stopDelivery } from '#lib/delivery/start.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { NOTHING_ALLOWED, parseAllowList } from '#lib/net/address-policy.ts'
import { makeSender } from '#lib/net/send-request.ts'
import { logger } from '#lib/observability/logger.ts'
import { makeEndpoint, makeTeam, type TestContext } from '#lib/testing/factories.ts'
import { type Side, startSide } from '../http/side.ts'

export const EVENT = 'comment.created'
export const DIALECT = 'selfcommunity'

/** A receiver in a process of its own, and who sends to it. */
export interface DeliverScene {
  readonly receiver: Side
  /** what came since the last call */
  readonly received: () => Promise<{ readonly count: number; readonly times: readonly number[] }>
  /** a team with so many endpoints, each subscribed to the event */
  readonly team: (endpoints: number) => Promise<TestContext>
  readonly stop: () => Promise<void>
}

export async function openDeliverScene(): Promise<DeliverScene> {
  const receiver = await startSide(path.resolve(import.meta.dirname, 'receiver-process.ts'))
  return {
    receiver,
    received: async () => (await fetch(`http://127.0.0.1:${receiver.port}/`)).json(),
    async team(endpoints) {
      const ctx = await (await makeTeam()).as('owner')
      for (let i = 0; i < endpoints; i++) {
        const url = `http://bench.test:${receiver.port}/${i}`
        await makeEndpoint(ctx, DIALECT, { url, events: [EVENT] })
      }
      return ctx
    },
    stop: () => receiver.stop(),
  }
}

/** The worker as `npm start` has it, but it may reach this machine. */
export function startSending(): () => Promise<void> {
  const sender = makeSender({
    allowed: parseAllowList('127.0.0.1') ?? NOTHING_ALLOWED,
    resolver: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  const onError = (error: unknown) => logger().error({ err: error }, 'A delivery failed')
  const services = {
    clock: systemClock,
    profile: profileOf,
    notify: () => {},
    allowed: NOTHING_ALLOWED,
    onError,
  }
  startDelivery(services, { sender })
  return stopDelivery
}
