import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { runFolder } from './run-folder.ts'

/** Something that the server answered during a test. */
export type RecordedAnswer = {
  /** What was asked for: an action's name (`revealSecret`), or method and path. */
  operation: string
  url: string
  status: number
  contentType: string
  body: string
}

/** Adds an answer to those that the leak scan reads at the end of the run. */
export function recordAnswer(answer: RecordedAnswer): void {
  const folder = runFolder('answers')
  if (!folder) return
  appendFileSync(path.join(folder, `${process.pid}.jsonl`), `${JSON.stringify(answer)}\n`, { mode: 0o600 })
}

/** All answers of a run. */
export function* readAnswers(folder: string): Generator<RecordedAnswer> {
  const dir = path.join(folder, 'answers')
  for (const file of readdirSync(dir).sort()) {
    for (const line of readFileSync(path.join(dir, file), 'utf8').split('\n')) {
      if (line) yield JSON.parse(line) as RecordedAnswer
    }
  }
}
