import type { ClaimedDelivery } from '#lib/domain/deliveries/claim.ts'
import type { Room } from '#lib/domain/deliveries/queue.ts'
import type { Rate } from './rate.ts'

/** Endpoints that did not answer and are remembered as such. */
const MAX_SILENT = 10_000
/** Deliveries of one endpoint that wait here for a place. */
const MAX_AHEAD = 64
/** What waited longer is not so quick an endpoint's, and may have been changed meanwhile. */
export const AHEAD_MS = 250

export interface PlacesOptions {
  /** requests under way to one endpoint */
  readonly perEndpoint: number
  /** deliveries that are in our hands: under way, waiting, or being written down */
  readonly total: number
  /** of what they carry, all together; one claim may bring more */
  readonly totalBytes: number
  /** with a rate, nothing is claimed ahead */
  readonly rate?: Rate | null
  readonly nowMs: () => number
}

/** What an endpoint has here. */
interface Used {
  sending: number
  readonly waiting: { readonly claim: ClaimedDelivery; readonly sinceMs: number }[]
  /** in this round */
  answered: number
  /** how many more may be claimed than there are places */
  ahead: number
}

/**
 * Who has how many requests under way. An endpoint has its place back with the answer, the process only once it is written
 * down what became of the delivery. An endpoint whose last request got no answer has one place until it answers: many
 * receivers that hang must not take all places of the process. One that answers may have deliveries claimed ahead, twice
 * as many as it answered in the last round of claims, so that its places are not empty until the next.
 */
export class Places {
  readonly #options: PlacesOptions
  readonly #used = new Map<string, Used>()
  readonly #silent = new Set<string>()
  readonly #teams = new Map<string, number>()
  #sum = 0
  #bytes = 0
  #waiting = 0

  constructor(options: PlacesOptions) {
    this.#options = options
  }

  /** How many more may be ours, when they carry as much as those that are. */
  left(): number {
    const { total, totalBytes } = this.#options
    const fitting =
      this.#bytes === 0 ? total : Math.ceil(((totalBytes - this.#bytes) * this.#sum) / this.#bytes)
    return Math.max(0, Math.min(total - this.#sum, fitting))
  }

  /** Whether deliveries wait for a place. */
  hasWaiting(): boolean {
    return this.#waiting > 0
  }

  /** A delivery is ours now: true where its request may begin, false where it waits. */
  take(claim: ClaimedDelivery): boolean {
    this.#count(claim, 1)
    const used = this.#of(claim.endpointId)
    if (this.#isFree(claim.endpointId)) {
      this.#begin(claim.endpointId, used)
      return true
    }
    used.waiting.push({ claim, sinceMs: this.#options.nowMs() })
    this.#waiting += 1
    return false
  }

  /** One that waited, not for too long, and may begin now; null when there is none, or no place. */
  next(endpointId: string): ClaimedDelivery | null {
    const used = this.#used.get(endpointId)
    if (!used || !this.#isFree(endpointId)) return null
    const [first] = used.waiting
    // what is outdated is somebody else's soon
    if (!first || first.sinceMs <= this.#latestMs()) return null
    used.waiting.shift()
    this.#waiting -= 1
    this.#begin(endpointId, used)
    return first.claim
  }

  /** A place is free, and what waits for it must be given back first. */
  isBarred(endpointId: string): boolean {
    return this.#isFree(endpointId) && (this.#used.get(endpointId)?.waiting.length ?? 0) > 0
  }

  /** The request has ended: notes whether the endpoint answered; null where nothing was sent. */
  ended(endpointId: string, isSilent: boolean | null): void {
    const used = this.#of(endpointId)
    used.sending -= 1
    if (isSilent === false) used.answered += 1
    if (isSilent !== null) this.#judge(endpointId, isSilent)
    this.#tidy(endpointId, used)
  }

  /** Nothing of a delivery is left to do. */
  done(claim: ClaimedDelivery): void {
    this.#count(claim, -1)
  }

  /** How many each team has in our hands. */
  teams(): ReadonlyMap<string, number> {
    return this.#teams
  }

  /** Those that waited for too long, or for an endpoint that does not answer; or all. They are not ours any more. */
  leave(which: 'outdated' | 'all'): readonly ClaimedDelivery[] {
    const left: ClaimedDelivery[] = []
    const latestMs = this.#latestMs()
    for (const [id, used] of this.#waiting > 0 ? this.#used : []) {
      const leavesAll = which === 'all' || this.#silent.has(id)
      const stay = used.waiting.findIndex(({ sinceMs }) => !leavesAll && sinceMs > latestMs)
      const gone = used.waiting.splice(0, stay === -1 ? used.waiting.length : stay)
      left.push(...gone.map(({ claim }) => claim))
      this.#tidy(id, used)
    }
    this.#waiting -= left.length
    for (const claim of left) this.#count(claim, -1)
    return left
  }

  /** A round of claims begins: who answered in the last one may have as much ahead in this one. */
  beginRound(): void {
    for (const [id, used] of this.#used) {
      used.ahead = this.#options.rate ? 0 : Math.min(2 * used.answered, MAX_AHEAD)
      used.answered = 0
      this.#tidy(id, used)
    }
  }

  /** What of each endpoint a claim may take, where it is not `perEndpoint`. */
  rooms(): ReadonlyMap<string, Room> {
    const { perEndpoint, rate } = this.#options
    const rooms = new Map<string, Room>()
    for (const [id, used] of this.#used) {
      const taken = this.#taken(id) + used.waiting.length
      const ahead = this.#silent.has(id) ? 0 : used.ahead
      rooms.set(id, { taken, room: perEndpoint + ahead - taken })
    }
    for (const id of this.#silent) if (!rooms.has(id)) rooms.set(id, { taken: perEndpoint - 1, room: 1 })
    for (const [id, left] of rate?.limited() ?? []) {
      const { taken, room } = rooms.get(id) ?? { taken: 0, room: perEndpoint }
      rooms.set(id, { taken, room: Math.min(room, left) })
    }
    return rooms
  }

  /** What waits since then, or longer, is outdated. */
  #latestMs(): number {
    return this.#options.nowMs() - AHEAD_MS
  }

  #begin(endpointId: string, used: Used): void {
    used.sending += 1
    this.#options.rate?.take(endpointId)
  }

  #isFree(endpointId: string): boolean {
    return this.#taken(endpointId) < this.#options.perEndpoint
  }

  /** How many places of an endpoint cannot be had. */
  #taken(endpointId: string): number {
    const lost = this.#silent.has(endpointId) ? this.#options.perEndpoint - 1 : 0
    return (this.#used.get(endpointId)?.sending ?? 0) + lost
  }

  #count({ teamId, message }: ClaimedDelivery, by: number): void {
    this.#sum += by
    this.#bytes += by * (message?.size ?? 0)
    const count = (this.#teams.get(teamId) ?? 0) + by
    if (count > 0) this.#teams.set(teamId, count)
    else this.#teams.delete(teamId)
  }

  #of(endpointId: string): Used {
    const known = this.#used.get(endpointId)
    if (known) return known
    const made: Used = { sending: 0, waiting: [], answered: 0, ahead: 0 }
    this.#used.set(endpointId, made)
    return made
  }

  #tidy(endpointId: string, { sending, waiting, answered, ahead }: Used): void {
    if (sending + waiting.length + answered + ahead === 0) this.#used.delete(endpointId)
  }

  #judge(endpointId: string, isSilent: boolean): void {
    this.#silent.delete(endpointId)
    if (!isSilent) return
    this.#silent.add(endpointId)
    const [oldest] = this.#silent
    if (this.#silent.size > MAX_SILENT && oldest !== undefined) this.#silent.delete(oldest)
  }
}
