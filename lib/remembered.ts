/**
 * What was made for a name before, so that it is not made again. Holds `max` of them; those that were not asked for lately
 * go first.
 */
export class Remembered<T> {
  readonly #half: number
  readonly #forget: (value: T) => void
  // two generations: an order of all would have to be kept at each question
  #young = new Map<string, T>()
  #old = new Map<string, T>()

  /** `forget` is told of each that goes */
  constructor(max: number, forget: (value: T) => void = () => {}) {
    this.#half = Math.ceil(max / 2)
    this.#forget = forget
  }

  /** Throws what `make` throws, and then remembers nothing. */
  get(name: string, make: () => T): T {
    const known = this.#young.get(name)
    if (known !== undefined) return known
    const value = this.#old.get(name) ?? make()
    this.#old.delete(name)
    if (this.#young.size >= this.#half) this.#age()
    this.#young.set(name, value)
    return value
  }

  /** All of them, which are forgotten with it; `forget` is not told. */
  take(): readonly T[] {
    const values = [...this.#old.values(), ...this.#young.values()]
    this.#old.clear()
    this.#young.clear()
    return values
  }

  #age(): void {
    for (const value of this.#old.values()) this.#forget(value)
    this.#old = this.#young
    this.#young = new Map()
  }
}
