/** Of one payload. A step takes some hundredths of a microsecond, so that all of them take a fraction of a second. */
export const MAX_STEPS = 4_000_000

/** What a text was looked at for when no steps were left. */
export interface Look {
  /** as it stands in a sentence: the pattern a+ */
  readonly what: string
  readonly text: string
}

/** No steps are left for the payload that is judged. */
export class OutOfSteps extends Error {
  readonly look: Look

  constructor(look: Look) {
    super(`No steps are left for ${look.what}.`)
    this.look = look
  }
}

/** The steps that everything in a schema that reads texts may take together, for one payload after another. */
export class Effort {
  #left = MAX_STEPS

  /** for the next payload */
  renew(): void {
    this.#left = MAX_STEPS
  }

  /** Throws `OutOfSteps`. */
  take(steps: number, look: Look): void {
    this.#left -= steps
    if (this.#left < 0) throw new OutOfSteps(look)
  }
}
