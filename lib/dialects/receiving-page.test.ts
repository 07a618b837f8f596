import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { profiles } from './profile.ts'

const SIGNED = { body: 'body', 'timestamp.body': 'time, body', 'id.timestamp.body': 'id, time, body' }
const page = readFileSync(new URL('../../docs/receiving.md', import.meta.url), 'utf8')

test.each(profiles)('docs/receiving.md says how $dialect sends', ({ dialect, delivery }) => {
  const { delaysMs, timeoutMs, signature } = delivery
  const row = page.split('\n').find((line) => line.startsWith(`| [${dialect}]`)) ?? ''
  const [, header, signed, id, attempts = '', timeout] = row.split(' | ')
  const [, count, time, unit] = /^(\d+) in (\d+) (minutes|hours)$/.exec(attempts) ?? []
  const allMs = delaysMs.reduce((sum, ms) => sum + ms, 0)
  expect(header).toBe(`\`${signature.header}\``)
  expect(signed).toBe(SIGNED[signature.signed])
  if (signature.idHeader) expect(id).toBe(`\`${signature.idHeader}\``)
  expect(Number(count)).toBe(delaysMs.length)
  expect(Number(time)).toBe(Math.round(allMs / (unit === 'hours' ? 3_600_000 : 60_000)))
  expect(timeout).toBe(`${timeoutMs / 1000} s |`)
})
