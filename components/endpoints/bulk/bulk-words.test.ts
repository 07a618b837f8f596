import { expect, test } from 'vitest'
import type { BulkPreview } from '#lib/domain/jobs/preview.ts'
import { changeOf, dropNote, heldNote, previewSentences, stepText, undoFault } from './bulk-words.ts'

const preview = (counts: Partial<BulkPreview>): BulkPreview => ({
  ...{ total: 0, changing: 0, unchanged: 0, failing: 0, fields: [] },
  ...{ held: 0, dropping: 0, sample: [], failures: [] },
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

test.each([
  [3, 0, undefined],
  [1, 1, 'While paused, new events are dropped for good.'],
  [2, 2, 'While paused, new events are dropped for good.'],
  [3, 1, '1 of them drops new events for good while paused.'],
  [2_000, 1_204, '1,204 of them drop new events for good while paused.'],
])('of %j that are paused, %j lose events', (changing, dropping, words) => {
  expect(dropNote({ changing, dropping })).toBe(words)
})

const refusal = { id: 'x', code: 'forbidden', message: 'You may not.' }
test.each([
  ['done', 0, [], undefined],
  ['done', 1, [refusal], '1 endpoint could not be changed back. You may not.'],
  ['failed', 0, [refusal], 'Some endpoints could not be changed back. You may not.'],
  ['cancelled', 0, [], 'Some endpoints could not be changed back.'],
])('an undo that ended %s with %j failed says %4$s', (state, failed, failures, words) => {
  expect(undoFault({ state, failed, failures })).toBe(words)
})

test('deeds are patches of one field, or events by name', () => {
  expect(changeOf('pause', [])).toEqual({ patch: { active: false } })
  expect(changeOf('tls-on', [])).toEqual({ patch: { tlsVerification: true } })
  expect(changeOf('add-events', ['a.b'])).toEqual({ events: { add: ['a.b'], remove: [] } })
  expect(changeOf('remove-events', ['a.b'])).toEqual({ events: { add: [], remove: ['a.b'] } })
})

test.each([
  ['active', true, false, 'active → paused'],
  ['tlsVerification', false, true, 'off → on'],
  ['description', null, 'text', 'none → text'],
  ['events', ['a.b'], ['a.b', 'c.d'], '+c.d'],
  ['events', ['a.b', 'c.d'], ['c.d', 'e.f'], '+e.f −a.b'],
  ['events', ['a'], ['a', 'b', 'c', 'd', 'e'], '+b +c +d and 1 more'],
])('%s from %j to %j reads %s', (field, before, after, text) => {
  expect(stepText({ field, before, after })).toBe(text)
})
