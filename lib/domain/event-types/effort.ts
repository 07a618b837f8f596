/**
 * Of one payload. A step takes some hundredths of a microsecond, and a value that meets a rule less, so that all of them
 * take a fraction of a second.
 */
export const MAX_STEPS = 4_000_000
const MAX_WORK = 20_000_000
/** All payloads of a call together; a request's body is no larger than so many of the largest. */
const PAYLOADS_A_CALL = 4
/** Then others that wait should have their turn: a small part of what a payload may take. */
const PAUSE_AFTER = 0.1

/** What a text was looked at for when no steps were left. */
export interface Look {
  /** as it stands in a sentence: the pattern a+ */
  readonly what: string
  readonly text: string
}

/** Takes so many steps for this. Throws `OutOfSteps`. */
export type Take = (steps: number, look: Look) => void

/** No steps are left for the payload that is judged. */
export class OutOfSteps extends Error {
  readonly look: Look

  constructor(look: Look) {
    super(`No steps are left for ${look.what}.`)
    this.look = look
  }
}

/** What judging the payloads of one call may take: steps of all that reads texts, and values that meet rules. */
export class Effort {
  #steps = 0
  #stepsOfCall = MAX_STEPS * PAYLOADS_A_CALL
  #workOfCall = MAX_WORK * PAYLOADS_A_CALL
  #sincePause = 0

  /** For the next payload: whether it may be judged, with every value of it meeting every rule. */
  begin(work: number): boolean {
    this.#steps = Math.min(MAX_STEPS, this.#stepsOfCall)
    if (work > Math.min(MAX_WORK, this.#workOfCall)) return false
    this.#workOfCall -= work
    this.#sincePause += work / MAX_WORK
    return true
  }

  /** Throws `OutOfSteps`. */
  take(steps: number, look: Look): void {
    this.#steps -= steps
    this.#stepsOfCall -= steps
    this.#sincePause += steps / MAX_STEPS
    if (this.#steps < 0) throw new OutOfSteps(look)
  }

  /** Whether so much was taken since it was true the last time that others should have their turn. */
  isTimeToPause(): boolean {
    if (this.#sincePause < PAUSE_AFTER) return false
    this.#sincePause = 0
    return true
  }
}
