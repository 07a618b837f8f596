import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFaultAt } from './json-fault.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('where a text stops being JSON', () => {
  it('is nowhere in JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), (text, indent) => {
        expect(jsonFaultAt(JSON.stringify(JSON.parse(text), null, indent))).toBeNull()
      }),
    )
  })

  it('agrees with the parser on texts with a character too many or too few', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', ':', '0', ' ', '\\'),
        (json, n, c) => {
          const at = n % (json.length + 1)
          const text = json.slice(0, at) + c + json.slice(at + (c === '' ? 1 : 0))
          expect(jsonFaultAt(text) === null).toBe(isJson(text))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['{"a": 1,}', 8],
    ['[1, 2', 5],
    ["{'a': 1}", 1],
    ['{"a" 1}', 5],
    ['[1] 2', 4],
    ['', 0],
  ])('in %s is at %i', (text, at) => {
    expect(jsonFaultAt(text)).toBe(at)
  })
})
