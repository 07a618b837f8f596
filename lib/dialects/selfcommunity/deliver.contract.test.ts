import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requestText } from '#lib/dialects/kit/request-text.fixture.ts'
import { sample } from '#lib/dialects/kit/sample.ts'
import { encodeDelivery } from './deliver.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`./__fixtures__/${name}.http`, import.meta.url), 'utf8')

test('a delivery is the bytes of the contract, its time in seconds with a fraction', () => {
  const input = sample('comment.created', { id: 71, summary: 'In March' })
  const occurredAt = new Date(1_625_471_209_139)
  expect(requestText(encodeDelivery({ ...input, occurredAt }))).toBe(fixture('comment-created'))
})

test('the time is written as a float on a full second, too', () => {
  const input = { ...sample('comment.created', {}), occurredAt: new Date(1_625_471_209_000) }
  expect(requestText(encodeDelivery(input))).toBe(fixture('full-second'))
})
