import type { Clock } from '#lib/domain/shared/clock.ts'

/** A clock that stands until it is moved. */
export interface FakeClock extends Clock {
  advance(ms: number): void
}

export function fakeClock(start = new Date('2026-02-10T10:00:00.000Z')): FakeClock {
  let nowMs = start.getTime()
  return {
    now: () => new Date(nowMs),
    advance: (ms) => {
      nowMs += ms
    },
  }
}
