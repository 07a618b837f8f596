/** How often requests to one endpoint may begin: so many a second, and as many at once after a second of rest. */
export class Rate {
  readonly #perSecond: number
  readonly #nowMs: () => number
  /** endpoints whose second is not over yet; `left` is as of `at` */
  readonly #used = new Map<string, { left: number; at: number }>()

  constructor(perSecond: number, nowMs: () => number) {
    this.#perSecond = perSecond
    this.#nowMs = nowMs
  }

  take(endpointId: string): void {
    this.#used.set(endpointId, { left: this.#left(endpointId) - 1, at: this.#nowMs() })
  }

  /** The endpoints that cannot begin as many as they like, and how many they can. */
  limited(): ReadonlyMap<string, number> {
    const limited = new Map<string, number>()
    for (const id of [...this.#used.keys()]) {
      const left = this.#left(id)
      if (left >= this.#perSecond) this.#used.delete(id)
      else limited.set(id, Math.max(0, Math.floor(left)))
    }
    return limited
  }

  /** Until the next endpoint that has to wait may go on; null when none has to. */
  waitMs(): number | null {
    let wait: number | null = null
    for (const id of this.#used.keys()) {
      const left = this.#left(id)
      if (left < 1) wait = Math.min(wait ?? Number.POSITIVE_INFINITY, ((1 - left) * 1000) / this.#perSecond)
    }
    return wait === null ? null : Math.ceil(wait)
  }

  #left(endpointId: string): number {
    const used = this.#used.get(endpointId)
    if (!used) return this.#perSecond
    return Math.min(this.#perSecond, used.left + ((this.#nowMs() - used.at) * this.#perSecond) / 1000)
  }
}
