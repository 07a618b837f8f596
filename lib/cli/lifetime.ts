import os from 'node:os'
import { logger } from '#lib/observability/logger.ts'

/** Stopping may take so long in all; what hangs longer is cut off. */
const STOP_LIMIT_MS = 30_000
/** One Ctrl-C can arrive several times: from the terminal, from npm and from the bootstrap. */
const SAME_SIGNAL_MS = 1_000

type Release = () => Promise<unknown> | unknown

/** What a part of the process needs of a lifetime: to be released at its end. */
export type Holder = Pick<Lifetime, 'acquire'>

/**
 * A command's time from its start to its end. Ctrl-C, SIGTERM, SIGHUP and the death of the parent process end it:
 * what was acquired is released in reverse order, and the process exits. A second Ctrl-C does not wait.
 */
export class Lifetime {
  /** aborts when the end was asked for */
  readonly signal: AbortSignal
  #abort = new AbortController()
  #releases: Release[] = []
  #askedAt = 0
  #isReady = false

  constructor() {
    this.signal = this.#abort.signal
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => this.#onSignal(name))
    // the parent holds the other end of the channel for as long as it lives
    if (process.connected) process.once('disconnect', () => this.#onSignal('SIGTERM'))
    // a terminal or a pipe that went away with the parent must not end us half-way
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
    process.on('unhandledRejection', (error) =>
      logger().error({ err: error }, 'A rejection that nobody handled'),
    )
    process.on('uncaughtException', (error) => {
      logger().fatal({ err: error }, 'An exception that nobody handled; stopping')
      this.#end(1)
    })
  }

  /** Waits for `resource`; it is released when the command ends, even when that comes while it is being made. */
  async acquire<T>(resource: Promise<T>, release: (resource: T) => Promise<unknown> | unknown): Promise<T> {
    const outcome = resource.then(
      (made) => ({ made }),
      () => undefined,
    )
    this.#releases.push(async () => {
      const result = await outcome
      if (result) await release(result.made)
    })
    return resource
  }

  /** Whether the command goes on until a signal ends it. */
  get isReady(): boolean {
    return this.#isReady
  }

  /** From now on a signal is the normal end, with exit code 0; before, it is an interruption. */
  markReady(): void {
    this.#isReady = true
  }

  /** Releases what was acquired, newest first, within the limit. Does not exit. */
  async release(): Promise<void> {
    const limit = setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
    for (const release of this.#releases.splice(0).reverse()) {
      try {
        await release()
      } catch (error) {
        logger().error({ err: error }, 'Stopping did not go well')
      }
    }
    clearTimeout(limit)
  }

  #onSignal(name: NodeJS.Signals): void {
    const isAnother = performance.now() - this.#askedAt > SAME_SIGNAL_MS
    if (!this.signal.aborted) this.#end(this.#isReady ? 0 : 128 + os.constants.signals[name])
    else if (name === 'SIGINT' && isAnother) process.exit(130)
  }

  #end(exitCode: number): void {
    if (this.signal.aborted) return
    this.#askedAt = performance.now()
    this.#abort.abort()
    void this.release().then(() => process.exit(exitCode))
  }
}
