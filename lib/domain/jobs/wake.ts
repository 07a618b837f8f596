import { processSingleton } from '#lib/process-singleton.ts'

/** Whoever works on jobs in this process, to be told of a new one at once. */
const sleepers = () => processSingleton('job-runners', () => new Set<() => void>())

/** Returns a function that ends it. */
export function onWake(wake: () => void): () => void {
  sleepers().add(wake)
  return () => sleepers().delete(wake)
}

export function wakeRunner(): void {
  for (const wake of sleepers()) wake()
}
