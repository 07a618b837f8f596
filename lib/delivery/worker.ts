import { setTimeout as delay } from 'node:timers/promises'
import { profiles } from '#lib/dialects/registry.ts'
import type { ClaimedDelivery, FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import {
  claimDue,
  finishDeliveries,
  giveBackDeliveries,
  nextDue,
  pauseGoneEndpoint,
  type QueueServices,
  queueStart,
  sweepDeliveries,
  tidyQueue,
} from '#lib/domain/deliveries/queue.ts'
import { tellDeliveries } from '#lib/domain/deliveries/tell-deliveries.ts'
import { flushDeliveryWakes, onDeliveryWake, wakeDeliveries } from '#lib/domain/deliveries/wake.ts'
import { type Attempted, type AttemptServices, attemptDelivery } from './attempt.ts'
import { makeFinisher } from './finisher.ts'
import { AHEAD_MS, Places } from './places.ts'
import { Rate } from './rate.ts'
import { makeReturner } from './returner.ts'
import { makeTidier } from './tidier.ts'

export interface WorkerServices extends QueueServices, AttemptServices {
  /** told of what became of deliveries, once it is written down; must not throw */
  readonly onFinished?: ((finished: readonly FinishedDelivery[]) => void) | undefined
}

export interface WorkerOptions {
  /** requests under way to one endpoint, in this process */
  readonly perEndpoint?: number
  /** requests that begin in a second to one endpoint, in this process; as many as it takes unless said otherwise */
  readonly perSecond?: number | undefined
  /** deliveries in this process's hands: under way, claimed ahead, or being written down */
  readonly total?: number
  /** a claim that is older belongs to nobody: longer than any request, and what is done before and after it */
  readonly leaseMs?: number
  /** how long requests under way may take to end when the worker stops */
  readonly graceMs?: number
}

export interface Worker {
  /** Takes no more, lets requests under way end, gives back the others, and resolves when all is written down. */
  stop(): Promise<void>
}

const PER_ENDPOINT = 8
const TOTAL = 2048
/** Of payloads in this process's hands: their requests' bodies are made of them. */
const TOTAL_BYTES = 64 * 1024 * 1024
/** Of one statement. */
const BATCH = 512
const LEASE_MS = 60_000
const GRACE_MS = 5_000
/** When nobody wakes: what a lost notification or another process's death costs. */
const POLL_MS = 5_000
const SWEEP_MS = 60_000
/** Between two claims: so long work and places gather, because a claim of many costs hardly more than one of few. */
const GATHER_MS = 2
/** While there is something claimed ahead. */
const GATHER_AHEAD_MS = 8

/** Sends deliveries that are due, of all teams, until it is stopped. Any number of processes can do so side by side. */
export function startWorker(services: WorkerServices, options: WorkerOptions = {}): Worker {
  const { clock, onError } = services
  const { perSecond, total = TOTAL, leaseMs = LEASE_MS, graceMs = GRACE_MS } = options
  // one that rested may begin a second's worth at once, and no claim may bring more
  const perEndpoint = Math.min(options.perEndpoint ?? PER_ENDPOINT, perSecond ?? Number.POSITIVE_INFINITY)
  const rate = perSecond === undefined ? null : new Rate(perSecond, () => clock.now().getTime())
  const nowMs = () => performance.now()
  const places = new Places({ perEndpoint, total, totalBytes: TOTAL_BYTES, rate, nowMs })
  const tidier = makeTidier({ vacuum: tidyQueue, onError, nowMs })
  const ending = new AbortController()
  const cutting = new AbortController()
  const running = new Set<Promise<void>>()
  const finisher = makeFinisher({
    onError,
    async save(batch) {
      await finishDeliveries(batch, clock.now())
      services.onFinished?.(batch)
      tidier.add(batch.length)
      tellDeliveries(
        services.notify,
        batch.map(({ claim }) => claim.teamId),
      )
    },
  })
  const giveBack = makeReturner({ release: giveBackDeliveries, onReleased: wakeDeliveries })
  const dropping = profiles
    .filter(({ delivery }) => delivery.whilePaused === 'drop')
    .map(({ dialect }) => dialect)
  let isWoken = false
  /** the last claim left something that is due */
  let isHungry = false
  /** where the next look begins: whoever is behind many others has its turn, too */
  let after = queueStart
  /** a place came free since the last claim looked */
  let isFreed = false
  let wakeUp = () => {}

  const wake = () => {
    isWoken = true
    wakeUp()
  }
  const listening = onDeliveryWake(wake, onError)

  /** Until somebody wakes, or the time is up. */
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      if (isWoken || ending.signal.aborted) return resolve()
      const timer = setTimeout(resolve, ms)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** A place that can be had again, for who waits for one. */
  function freed(): void {
    isFreed = true
    if (isHungry) wake()
  }

  /** Begins what waited for a place of this endpoint. */
  function advance(endpointId: string): void {
    for (let next = places.next(endpointId); next; next = places.next(endpointId)) begin(next)
    // what is outdated stands before what is not
    if (places.isBarred(endpointId)) wake()
  }

  /** The request of a delivery; its endpoint's place is free with the answer. Null when it was stopped before. */
  async function send(claim: ClaimedDelivery): Promise<Attempted | null> {
    let isSilent: boolean | null = null
    try {
      const attempted = await attemptDelivery(services, claim, { signal: cutting.signal })
      if (attempted && 'attempt' in attempted.outcome) isSilent = attempted.isSilent
      return attempted
    } finally {
      places.ended(claim.endpointId, isSilent)
      if (!ending.signal.aborted) advance(claim.endpointId)
      freed()
    }
  }

  async function deliver(claim: ClaimedDelivery): Promise<void> {
    const attempted = await send(claim)
    if (!attempted) return giveBack([claim])
    await finisher.add(attempted)
    if (attempted.isGone) await pauseGoneEndpoint(services, claim)
  }

  function begin(claim: ClaimedDelivery): void {
    const work: Promise<void> = deliver(claim)
      .catch(onError)
      .then(() => {
        running.delete(work)
        places.done(claim)
        freed()
      })
    running.add(work)
  }

  async function claimAll(): Promise<void> {
    // once around: to the end from where the last look ended, and then from the beginning
    let isFromStart = after === queueStart
    places.beginRound()
    for (;;) {
      const limit = Math.min(BATCH, places.left())
      // nobody knows what is due, so the next place is worth a look
      if (limit === 0) isHungry = true
      if (limit === 0 || ending.signal.aborted) return
      isFreed = false
      const { deliveries, next, sawAll, isMore, isLate } = await claimDue({
        now: clock.now(),
        leaseMs,
        limit,
        perEndpoint,
        rooms: places.rooms(),
        teams: places.teams(),
        after,
      })
      for (const claim of deliveries) if (places.take(claim)) begin(claim)
      const isFull = deliveries.length === limit
      isHungry = isMore || (isFull && !sawAll)
      // the place that somebody waits for may have come free while the claim was under way
      if (isLate || (isHungry && isFreed)) isWoken = true
      after = next
      const isEnd = next === queueStart
      // the places are taken; or all that is due was seen; or we are once around
      if (isFull ? limit < BATCH : sawAll || (isEnd && isFromStart)) return
      isFromStart ||= isEnd
    }
  }

  async function pauseMs(): Promise<number> {
    const now = clock.now()
    const due = await nextDue(now)
    const dueMs = due ? due.getTime() - now.getTime() : POLL_MS
    const aheadMs = places.hasWaiting() ? AHEAD_MS : POLL_MS
    return Math.max(1, Math.min(POLL_MS, dueMs, aheadMs, rate?.waitMs() ?? POLL_MS))
  }

  async function claimUntilEnd(): Promise<void> {
    while (!ending.signal.aborted) {
      isWoken = false
      try {
        await giveBack(places.leave('outdated'))
        await claimAll()
        await delay(places.hasWaiting() ? GATHER_AHEAD_MS : GATHER_MS)
        // woken meanwhile: there is more to take already
        if (!isWoken) await sleep(await pauseMs())
      } catch (error) {
        onError(error)
        isWoken = false
        await sleep(POLL_MS)
      }
    }
  }

  async function sweep(): Promise<void> {
    const moved = await sweepDeliveries(dropping, clock.now(), ending.signal)
    if (moved > 0) wake()
  }
  const sweeping = setInterval(() => void sweep().catch(onError), SWEEP_MS)
  sweeping.unref()
  const claiming = claimUntilEnd()
  let stopping: Promise<void> | null = null

  async function end(): Promise<void> {
    ending.abort()
    clearInterval(sweeping)
    wake()
    await listening.stop()
    await claiming
    await giveBack(places.leave('all')).catch(onError)
    const cut = setTimeout(() => {
      cutting.abort()
      finisher.stop()
    }, graceMs)
    while (running.size > 0) await Promise.all(running)
    clearTimeout(cut)
    await tidier.stop()
    await flushDeliveryWakes()
  }

  return {
    stop() {
      stopping ??= end()
      return stopping
    },
  }
}
