import { expect, test } from 'vitest'
import { safePath, signInPath } from './safe-path.ts'

test.each([
  '/',
  '/northwind/endpoints',
  '/northwind/endpoints?search=a%2Fb&sort=name',
  '/northwind/endpoints/0190#history',
  '/invite/abc',
  '/apis',
])('%s leads on', (path) => {
  expect(safePath(path)).toBe(path)
})

test.each([
  null,
  undefined,
  '',
  'northwind',
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  '/.//evil.test',
  '/x/..//evil.test/a',
  '/%2e//evil.test',
  '/./%2e%2e//evil.test',
  '/\t/evil.test',
  '/a\\b',
  'javascript:alert(1)',
  '/sign-in',
  '/sign-in?callbackUrl=/x',
  '/api/auth/signout',
  '/live/northwind',
])('%j does not', (path) => {
  expect(safePath(path)).toBeNull()
})

test("drops Next's own parameter", () => {
  expect(safePath('/northwind/team?_rsc=1x2y&q=1')).toBe('/northwind/team?q=1')
})

test('signInPath names where to go on, unless that is the start', () => {
  expect(signInPath('/northwind/team?q=1')).toBe('/sign-in?callbackUrl=%2Fnorthwind%2Fteam%3Fq%3D1')
  expect(signInPath('/')).toBe('/sign-in')
  expect(signInPath('//evil.test')).toBe('/sign-in')
})
