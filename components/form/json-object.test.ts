import { expect, test } from 'vitest'
import { parseJsonObject } from './json-object.ts'

test('a JSON object as it is typed', () => {
  expect(parseJsonObject(' {"a": [1]} ')).toEqual({ object: { a: [1] } })
})

test.each([
  ['', 'Enter a JSON object, as {}.'],
  ['[]', 'This must be a JSON object, as {}.'],
  ['null', 'This must be a JSON object, as {}.'],
  ['{\n  "a": 1,\n}', 'This is not JSON yet: see line 3.'],
])('what is wrong with %j is said', (text, fault) => {
  expect(parseJsonObject(text)).toEqual({ fault })
})
