import { expect, test } from 'vitest'
import { previewSentences } from './replay-words.ts'

const preview = { total: 0, sending: 0, endpoints: 0, paused: 0, gone: 0, events: [], lookedTo: null }

test('a replay says what it would do, and what it could not', () => {
  expect(previewSentences(preview)).toEqual(['Nothing matches these filters any more.'])
  expect(previewSentences({ ...preview, total: 1, sending: 1, endpoints: 1 })).toEqual([
    '1 delivery would be sent again, to 1 endpoint, once each.',
  ])
  const mixed = { ...preview, total: 1_205, sending: 1_200, endpoints: 3, paused: 4, gone: 1 }
  expect(previewSentences(mixed)).toEqual([
    '1,200 deliveries would be sent again, to 3 endpoints, once each.',
    '4 deliveries cannot be sent, because the endpoint is paused: resume it first.',
    '1 delivery cannot be sent, because the endpoint was deleted or the message is stored no more.',
  ])
  expect(previewSentences({ ...preview, total: 2, paused: 2 })[0]).toBe(
    'Nothing of what matches can be sent again.',
  )
})
