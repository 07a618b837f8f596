import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requestText } from '#lib/dialects/kit/request-text.fixture.ts'
import { sample } from '#lib/dialects/kit/sample.ts'
import { encodeDelivery } from './deliver.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`./__fixtures__/${name}.http`, import.meta.url), 'utf8')

const input = sample('invoice.paid', { id: 'inv_2031', total: '1249.00', note: 'Größe "M"' })

test('a delivery is the bytes of Standard Webhooks', () => {
  expect(requestText(encodeDelivery(input))).toBe(fixture('invoice-paid'))
})

test('the id stays and the time of the attempt moves with each attempt; the body is the same bytes', () => {
  const first = encodeDelivery(input)
  const later = encodeDelivery({ ...input, sentAt: new Date('2026-05-26T14:05:01.900Z') })
  expect(later.headers['webhook-id']).toBe(first.headers['webhook-id'])
  expect(later.headers['webhook-timestamp']).toBe('1779804301')
  expect(later.body).toBe(first.body)
})
