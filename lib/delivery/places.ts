import type { Rate } from './rate.ts'

/** Endpoints that did not answer and are remembered as such. */
const MAX_SILENT = 10_000

/**
 * Who has how many requests under way. An endpoint has its place back with the answer, the process only once it is written
 * down what became of the delivery. An endpoint whose last request got no answer has one place until it answers: many
 * receivers that hang must not take all places of the process.
 */
export class Places {
  readonly #perEndpoint: number
  readonly #total: number
  readonly #used = new Map<string, number>()
  readonly #silent = new Set<string>()
  readonly #rate: Rate | null
  #sum = 0

  constructor(perEndpoint: number, total: number, rate: Rate | null = null) {
    this.#perEndpoint = perEndpoint
    this.#total = total
    this.#rate = rate
  }

  left(): number {
    return Math.max(0, this.#total - this.#sum)
  }

  take(endpointId: string): void {
    this.#sum += 1
    this.#rate?.take(endpointId)
    this.#used.set(endpointId, (this.#used.get(endpointId) ?? 0) + 1)
  }

  /** The request has ended: notes whether the endpoint answered; null where nothing was sent. */
  ended(endpointId: string, isSilent: boolean | null): void {
    const used = (this.#used.get(endpointId) ?? 1) - 1
    if (used === 0) this.#used.delete(endpointId)
    else this.#used.set(endpointId, used)
    if (isSilent !== null) this.#judge(endpointId, isSilent)
  }

  /** Nothing of a delivery is left to do. */
  done(): void {
    this.#sum -= 1
  }

  /** How many places of each endpoint cannot be had. */
  busy(): ReadonlyMap<string, number> {
    const busy = new Map<string, number>()
    for (const id of this.#used.keys()) busy.set(id, this.#taken(id))
    for (const id of this.#silent) busy.set(id, this.#taken(id))
    for (const [id, left] of this.#rate?.limited() ?? [])
      busy.set(id, Math.max(busy.get(id) ?? 0, this.#perEndpoint - left))
    return busy
  }

  #judge(endpointId: string, isSilent: boolean): void {
    this.#silent.delete(endpointId)
    if (!isSilent) return
    this.#silent.add(endpointId)
    const [oldest] = this.#silent
    if (this.#silent.size > MAX_SILENT && oldest !== undefined) this.#silent.delete(oldest)
  }

  #taken(endpointId: string): number {
    const lost = this.#silent.has(endpointId) ? this.#perEndpoint - 1 : 0
    return (this.#used.get(endpointId) ?? 0) + lost
  }
}
