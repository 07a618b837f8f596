import { mkdirSync } from 'node:fs'
import path from 'node:path'

/** Set by the test command, so that all its steps write to one folder. */
export const RUN_FOLDER_VARIABLE = 'PATCHBAY_TEST_RUN'

/**
 * Where one run of the tests collects what the leak scan reads afterwards: the secrets that were made (`secrets.jsonl`),
 * `logs` and `answers`. Undefined when a tool was started by itself: then nothing is collected.
 */
export function runFolder(part: '' | 'logs' | 'answers' = ''): string | undefined {
  const root = process.env[RUN_FOLDER_VARIABLE]
  if (!root) return undefined
  const folder = path.join(root, part)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}
