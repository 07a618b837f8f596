import { describe, expect, test } from 'vitest'
import { emailSchema, nameSchema, newPasswordSchema, passwordFault } from './schema.ts'

function code(schema: typeof emailSchema, value: unknown): unknown {
  const result = schema.safeParse(value)
  if (result.success) return null
  const issue = result.error.issues[0]
  return issue?.code === 'custom' ? issue.params?.code : issue?.code
}

describe('emailSchema', () => {
  test.each([
    [' Mara@Example.COM ', 'mara@example.com'],
    ['admin@localhost', 'admin@localhost'],
    ['a+b@x.test', 'a+b@x.test'],
  ])('reads %j as %s', (typed, email) => {
    expect(emailSchema.parse(typed)).toBe(email)
  })

  test.each([
    ['', 'blank'],
    ['   ', 'blank'],
    ['mara', 'bad_format'],
    ['a@b@c', 'bad_format'],
    ['a b@c', 'bad_format'],
    [`${'a'.repeat(250)}@x.test`, 'bad_format'],
    ['a\u0000@x.test', 'bad_format'],
    [7, 'invalid_type'],
  ])('refuses %j as %s', (typed, expected) => {
    expect(code(emailSchema, typed)).toBe(expected)
  })
})

describe('nameSchema', () => {
  const schema = nameSchema('The name')

  test.each([
    ['', 'blank'],
    [' \t ', 'blank'],
    ['a'.repeat(81), 'too_long'],
    ['two\nlines', 'bad_format'],
    ['half \ud83d', 'bad_format'],
    [null, 'invalid_type'],
  ])('refuses %j as %s', (typed, expected) => {
    expect(code(schema, typed)).toBe(expected)
  })

  test('counts characters, not halves, and trims', () => {
    expect(schema.parse(` ${'🦉'.repeat(80)} `)).toBe('🦉'.repeat(80))
  })
})

describe('passwords', () => {
  test.each([
    ['eleven char', 'too_short'],
    ['🦉'.repeat(11), 'too_short'],
    ['a'.repeat(257), 'too_long'],
    ['twelve chars', null],
    ['            ', null],
    ['a'.repeat(256), null],
  ])('%j: %s', (typed, expected) => {
    expect(code(newPasswordSchema, typed)).toBe(expected)
  })

  test.each(['mara.ionescu@example.test', 'Mara.Ionescu@Example.test ', 'mara.ionescu'])(
    'may not be the email, as in %j',
    (password) => {
      expect(passwordFault(password, 'mara.ionescu@example.test')?.code).toBe('forbidden_combination')
    },
  )

  test('may be anything else', () => {
    expect(passwordFault('mara.ionescu!', 'mara.ionescu@example.test')).toBeNull()
  })
})
