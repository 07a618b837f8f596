/** Every claim walks by what is dead: from so many on it takes longer than to clear them away. */
const MANY = 5_000
/** Between two times, as a multiple of what the last one took: it grows with what waits. */
const REST = 20
/** After it failed. */
const AGAIN_MS = 60_000

export interface TidierOptions {
  readonly vacuum: () => Promise<void>
  readonly onError: (error: unknown) => void
  readonly nowMs: () => number
}

export interface Tidier {
  /** So many deliveries left the queue. */
  add(count: number): void
  /** Resolves when nothing is under way. */
  stop(): Promise<void>
}

/** Clears away what deliveries leave in the queue's table, soon after they left it. The database's own time for it is a minute. */
export function makeTidier({ vacuum, onError, nowMs }: TidierOptions): Tidier {
  let dead = 0
  let notBefore = 0
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    const began = nowMs()
    try {
      await vacuum()
      notBefore = nowMs() + (nowMs() - began) * REST
    } catch (error) {
      onError(error)
      notBefore = nowMs() + AGAIN_MS
    }
    running = null
  }

  return {
    add(count) {
      dead += count
      if (dead < MANY || running || nowMs() < notBefore) return
      dead = 0
      running = run()
    },
    async stop() {
      await running
    },
  }
}
