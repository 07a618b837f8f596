import { describe, expect, it } from 'vitest'
import type { FailingEndpoint } from '#lib/domain/failing-endpoints/list.ts'
import { lastFailureText, splitNames, troubleText } from './failing-words.ts'

const endpoint: FailingEndpoint = {
  ...{ endpointId: 'e', name: 'Billing sync', since: '2026-02-10T10:00:00.000Z', failures: 9 },
  ...{ lastCode: 503, lastError: null, pausedAt: null, gone: false, pausesAt: null },
}

describe('the last failure', () => {
  it.each([
    [{ lastCode: 503 }, 'The receiver last answered 503.'],
    [{ lastCode: null, lastError: 'No answer came in time' }, 'No answer came in time.'],
    [{ lastCode: null, lastError: 'No answer came in time.' }, 'No answer came in time.'],
    [{ lastCode: null, lastError: null }, 'The receiver did not answer.'],
  ])('of %j', (facts, text) => expect(lastFailureText({ ...endpoint, ...facts })).toBe(text))
})

it.each([
  ['failing', 1, '1 endpoint does nothing but fail'],
  ['failing', 2, '2 endpoints do nothing but fail'],
  ['paused', 1, 'Patchbay paused 1 endpoint'],
  ['paused', 2, 'Patchbay paused 2 endpoints'],
] as const)('%s: %i', (kind, count, text) => {
  expect(troubleText(kind, count)).toBe(text)
})

it('names a few and counts the rest', () => {
  expect(splitNames(['a', 'b', 'c'], 3)).toEqual({ shown: ['a', 'b', 'c'], rest: 0 })
  expect(splitNames(['a', 'b', 'c', 'd', 'e'], 3)).toEqual({ shown: ['a', 'b', 'c'], rest: 2 })
})
