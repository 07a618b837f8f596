import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What was really sent and answered, with ids, times and secrets made alike in all runs. */
export interface OperationSamples {
  readonly request?: unknown
  /** bodies by status */
  readonly answers: Readonly<Record<string, unknown>>
}

export const SAMPLES_FOLDER = path.join(import.meta.dirname, '..', '..', 'docs', 'samples')

/** The samples of a dialect by operation; none where the folder was left out of an installation. */
export function readSamples(dialect: string): Readonly<Record<string, OperationSamples>> {
  const file = path.join(SAMPLES_FOLDER, `${dialect}.json`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
