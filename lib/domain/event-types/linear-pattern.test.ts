import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Effort, MAX_STEPS, OutOfSteps } from './effort.ts'
import { linearPattern } from './linear-pattern.ts'

const atoms = [
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  'é',
  '\\u{1f600}',
  '^',
  '$',
  '\\b',
  '\\B',
  '-',
  ' ',
]

const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...atoms),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '*?'))
      .map(([a, mark]) => `(?:${a})${mark}`),
  ),
}))

const text = fc
  .array(fc.constantFrom('a', 'b', '1', 'é', '😀', ' ', '-', '\n'), { maxLength: 8 })
  .map((all) => all.join(''))

/** The engine itself also looks between the halves of a character, for what is no text. */
function isFound(source: string, where: string): boolean {
  const here = new RegExp(source, 'uy')
  const starts = [...where].map((_, i, all) => all.slice(0, i).join('').length)
  return [...starts, where.length].some((at) => {
    here.lastIndex = at
    return here.test(where)
  })
}

test('finds what the engine finds', () => {
  fc.assert(
    fc.property(pattern, text, (source, where) => {
      expect(linearPattern(source, () => {}).test(where)).toBe(isFound(source, where))
    }),
    { numRuns: 1_000, examples: [['\\B', 'a😀a']] },
  )
})

describe('steps', () => {
  function stepsOf(source: string, where: string): number {
    let steps = 0
    linearPattern(source, (taken) => {
      steps += taken
    }).test(where)
    return steps
  }

  test.each(['(a+)+b', '(a|a)*b', '(a*)*b', '[^b]{0,200}c', '^(a?){100}b'])(
    'of %s grow with the length of the text, and no faster',
    (source) => {
      const [short, long] = [stepsOf(source, 'a'.repeat(1_000)), stepsOf(source, 'a'.repeat(2_000))]
      expect(long).toBeLessThan(2.5 * short)
    },
  )

  test('run out', () => {
    const effort = new Effort()
    const { test: fits } = linearPattern('^a+$', (steps, look) => effort.take(steps, look))
    effort.begin(0)
    effort.take(MAX_STEPS - 100, { what: 'something else', text: '' })
    expect(fits('aaa')).toBe(true)
    expect(() => fits('a'.repeat(100))).toThrow(OutOfSteps)
    effort.begin(0)
    expect(fits('a'.repeat(100))).toBe(true)
  })
})
