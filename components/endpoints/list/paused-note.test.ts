import { expect, test } from 'vitest'
import { pausedNote } from './paused-note.ts'

test.each([
  ['storno', 'While paused, new events are dropped for good.'],
  ['standard', undefined],
  ['unknown', undefined],
])('pausing one of %s tells %j', (dialect, words) => {
  expect(pausedNote(dialect)).toBe(words)
})
