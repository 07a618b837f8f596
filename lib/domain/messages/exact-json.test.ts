import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asNumbers, exactJson, isJsonObject, isWithinDepth } from './exact-json.ts'

const digits = (max: number) =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: 1, maxLength: max }).map((all) => all.join(''))

/** As JSON has them, with more digits than JavaScript holds, and with exponents beyond its own. */
const numberText = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: digits(24).map((text) => text.replace(/^0+(?=\d)/, '')),
    fraction: fc.option(
      digits(24).map((text) => `.${text}`),
      { nil: '' },
    ),
    exponent: fc.option(
      fc
        .tuple(fc.constantFrom('e', 'E', 'e+', 'E-', 'e-00'), fc.nat(400))
        .map(([mark, power]) => `${mark}${power}`),
      { nil: '' },
    ),
  })
  .map(({ sign, whole, fraction, exponent }) => sign + whole + fraction + exponent)

/** A number as a whole one and the power of ten that it is multiplied by, however it is written; -0 is a number of its own. */
function worthOf(text: string): string {
  const [, sign, whole, fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(text) ?? expect.unreachable(text)
  let [number, exponent] = [BigInt(`${whole}${fraction}`), Number(power) - fraction.length]
  if (number === 0n) return `${sign}0`
  for (; number % 10n === 0n; number /= 10n) exponent += 1
  return `${sign}${number} ${exponent}`
}

test('every number is written as what it was', () => {
  fc.assert(
    fc.property(numberText, (text) => {
      expect(worthOf(JSON.stringify(exactJson(text)))).toBe(worthOf(text))
      expect(worthOf(JSON.stringify({ ...(exactJson(`{"a":[${text}]}`) as object) }).slice(6, -2))).toBe(
        worthOf(text),
      )
    }),
    { numRuns: 2_000 },
  )
})

test('what JavaScript holds is what it always was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value)
      expect(exactJson(text)).toEqual(JSON.parse(text))
    }),
  )
})

describe('a number that is kept as its text', () => {
  const [kept] = exactJson('[12345678901234567890]') as [never]

  test('is no object, and has no level', () => {
    expect(isJsonObject(kept)).toBe(false)
    expect(isWithinDepth([kept], 1)).toBe(true)
    expect(isWithinDepth([[kept]], 1)).toBe(false)
  })

  test('is the nearest number for who reads it', () => {
    expect(asNumbers({ kept }, JSON.stringify({ kept }))).toEqual({ kept: 12345678901234567000 })
  })

  test('is not what an object looks like', () => {
    const object = { rawJSON: '1e400' }
    expect(isJsonObject(object)).toBe(true)
    expect(exactJson(JSON.stringify(object))).toEqual(object)
  })
})
