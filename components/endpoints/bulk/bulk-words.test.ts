import { expect, test } from 'vitest'
import type { BulkPreview } from '#lib/domain/jobs/preview.ts'
import { changeOf, heldNote, previewSentences, stepText } from './bulk-words.ts'

const preview = (counts: Partial<BulkPreview>): BulkPreview => ({
  ...{ total: 0, changing: 0, unchanged: 0, failing: 0, fields: [], held: 0, sample: [], failures: [] },
  ...counts,
})

test.each([
  [{ changing: 1 }, ['1 endpoint changes.']],
  [{ changing: 1204, unchanged: 1 }, ['1,204 endpoints change.', '1 endpoint is so already.']],
  [
    { unchanged: 2, failing: 1 },
    ['Nothing changes.', '2 endpoints are so already.', '1 endpoint cannot be changed.'],
  ],
])('%j reads %j', (counts, expected) => {
  expect(previewSentences(preview(counts))).toEqual(expected)
})

test.each([
  [0, undefined],
  [1, '1 delivery waits for them and goes out at once. To drop what waits, resume an endpoint by itself.'],
  [
    1_766,
    '1,766 deliveries wait for them and go out at once. To drop what waits, resume an endpoint by itself.',
  ],
  [
    10_001,
    'More than 10,000 deliveries wait for them and go out at once. To drop what waits, resume an endpoint by itself.',
  ],
])('%j that wait are told of', (held, words) => {
  expect(heldNote({ held })).toBe(words)
})

test('deeds are patches of one field, or events by name', () => {
  expect(changeOf('pause', [])).toEqual({ patch: { active: false } })
  expect(changeOf('tls-on', [])).toEqual({ patch: { tlsVerification: true } })
  expect(changeOf('add-events', ['a.b'])).toEqual({ events: { add: ['a.b'], remove: [] } })
  expect(changeOf('remove-events', ['a.b'])).toEqual({ events: { add: [], remove: ['a.b'] } })
})

test.each([
  [true, false, 'on → off'],
  [null, 'text', 'none → text'],
  [['a.b'], ['a.b', 'c.d'], '+c.d'],
  [['a.b', 'c.d'], ['c.d', 'e.f'], '+e.f −a.b'],
  [['a'], ['a', 'b', 'c', 'd', 'e'], '+b +c +d and 1 more'],
])('from %j to %j reads %s', (before, after, text) => {
  expect(stepText({ before, after })).toBe(text)
})
