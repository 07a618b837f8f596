import { expect, test } from 'vitest'
import { eventsText, turnsToOrFromAll } from './events-text.ts'

test.each([
  [['*'], 'all events'],
  [['a'], '1 event'],
  [['a', 'b'], '2 events'],
  [[], '0 events'],
])('%j is %s', (types, text) => {
  expect(eventsText(types)).toBe(text)
})

test.each([
  [['a'], ['*'], true],
  [['*'], ['a'], true],
  [['*'], ['*'], false],
  [['a'], ['b'], false],
])('from %j to %j turns to or from all: %s', (before, after, turns) => {
  expect(turnsToOrFromAll(before, after)).toBe(turns)
})
