import { scanForLeaks } from '#lib/testing/leak-scan.ts'
import { type Outcome, single } from './reports.ts'

/** Searches all logs and answers of the run for every secret that it made. A run that made none proves nothing. */
export function runLeakScan(runFolder: string, say: (line: string) => void): Outcome {
  const { secrets, logs, answers, leaks } = scanForLeaks(runFolder)
  say(`${secrets} secrets, ${logs} logs, ${answers} answers`)
  for (const { kind, where, encoding } of leaks) say(`${kind} (${encoding}) in the ${where}`)
  if (secrets === 0 || logs === 0) return single('leaks', false, 'no secret or no log was collected')
  return single('leaks', leaks.length === 0)
}
