import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readAnswers } from './answers.ts'
import { encodingsOf } from './encodings.ts'
import { makeSearch } from './needles.ts'
import { mayAnswer } from './secret-operations.ts'
import { readSecrets, type SecretKind } from './secrets.ts'

/** A secret where it must not be. Says where and in which form, never which bytes. */
export type Leak = { where: string; kind: SecretKind; encoding: string }

export type LeakReport = { secrets: number; logs: number; answers: number; leaks: Leak[] }

/** Looks for every registered secret of a run, in every form, in all its logs and recorded answers. */
export function scanForLeaks(folder: string): LeakReport {
  const secrets = readSecrets(folder)
  const search = makeSearch(
    secrets.flatMap(({ kind, value }) =>
      encodingsOf(value).map(({ encoding, bytes }) => ({ bytes, tag: { kind, encoding } })),
    ),
  )
  const leaks = new Map<string, Leak>()
  const add = (leak: Leak) => leaks.set(JSON.stringify(leak), leak)

  const logs = filesIn(path.join(folder, 'logs'))
  for (const file of logs) {
    const where = path.basename(file)
    search(readFileSync(file), ({ kind, encoding }) => add({ where: `log ${where}`, kind, encoding }))
  }
  let answers = 0
  mkdirSync(path.join(folder, 'answers'), { recursive: true })
  for (const { operation, url, body } of readAnswers(folder)) {
    answers++
    search(Buffer.from(body), ({ kind, encoding }) => {
      if (!mayAnswer(operation, kind)) add({ where: `answer to ${operation} (${url})`, kind, encoding })
    })
  }
  return { secrets: secrets.length, logs: logs.length, answers, leaks: [...leaks.values()] }
}

function filesIn(folder: string): string[] {
  mkdirSync(folder, { recursive: true })
  return readdirSync(folder).map((name) => path.join(folder, name))
}
