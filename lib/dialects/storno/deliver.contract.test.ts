import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requestText } from '#lib/dialects/kit/request-text.fixture.ts'
import { sample } from '#lib/dialects/kit/sample.ts'
import { encodeDelivery } from './deliver.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`./__fixtures__/${name}.http`, import.meta.url), 'utf8')

test('a delivery is the request that the reference pages show', () => {
  const input = sample('invoice.validated', {
    invoiceUuid: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    invoiceNumber: 'FAC-2026-042',
    status: 'validated',
    anafSubmissionId: 'ANAF-2026-987654',
    validatedAt: '2026-02-18T09:44:00Z',
  })
  const delivery = encodeDelivery({
    ...input,
    deliveryId: 'c3d4e5f6-a7b8-9012-cdef-123456789012',
    teamId: '550e8400-e29b-41d4-a716-446655440000',
    occurredAt: new Date('2026-02-18T09:45:00.250Z'),
  })
  expect(requestText(delivery)).toBe(fixture('invoice-validated'))
})
