import { provideCourier } from '#lib/domain/deliveries/courier.ts'
import type { QueueServices } from '#lib/domain/deliveries/queue.ts'
import type { AllowList } from '#lib/net/address-policy.ts'
import type { OwnReceiver } from '#lib/net/own-receiver.ts'
import { makeSender, type Sender } from '#lib/net/send-request.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { makeCourier } from './courier.ts'
import { watchEndpoints } from './watch.ts'
import { startWorker, type WorkerOptions, type WorkerServices } from './worker.ts'

export interface DeliveryServices extends QueueServices, Pick<WorkerServices, 'onError' | 'onFinished'> {
  /** what may be reached although it is not public */
  readonly allowed: AllowList
  /** a receiver of our own, which may be reached wherever it is */
  readonly ownReceiver?: OwnReceiver
}

export interface DeliveryOptions extends WorkerOptions {
  /** false: what is due is left to other processes, and only verbs that send at once do so here */
  readonly isWorker?: boolean
  /** in place of one that obeys `allowed`; closed at the end */
  readonly sender?: Sender
}

interface Running {
  readonly stop: () => Promise<void>
}

const running = () => processSingleton<{ now: Running | null }>('delivery', () => ({ now: null }))

/** From now on this process sends what is due, and verbs can send at once. A second call changes nothing. */
export function startDelivery(services: DeliveryServices, options: DeliveryOptions = {}): void {
  running().now ??= start(services, options)
}

/** Resolves when what is under way is finished or given back, and all of it is written down. */
export async function stopDelivery(): Promise<void> {
  const { now } = running()
  running().now = null
  await now?.stop()
}

function start({ allowed, ownReceiver, ...services }: DeliveryServices, options: DeliveryOptions): Running {
  const { isWorker = true, sender = makeSender({ allowed, own: ownReceiver }), ...limits } = options
  const watch = watchEndpoints(services)
  const shared: WorkerServices = {
    ...services,
    sender,
    random: Math.random,
    onFinished(finished) {
      watch.note(finished)
      services.onFinished?.(finished)
    },
  }
  // what is tried by hand says nothing of how an endpoint does: it is measured, and not watched
  provideCourier(makeCourier(shared, services.onFinished))
  const worker = isWorker ? startWorker(shared, limits) : null
  return {
    async stop() {
      provideCourier(null)
      await worker?.stop()
      await watch.stop()
      await sender.close()
    },
  }
}
