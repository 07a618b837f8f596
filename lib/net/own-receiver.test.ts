import { expect, test } from 'vitest'
import { NOTHING_ALLOWED } from './address-policy.ts'
import { isOwnReceiver, withHost } from './own-receiver.ts'

const own = { origin: 'http://localhost:3000', path: '/inspect' }
const isOwn = (url: string) => isOwnReceiver(new URL(url), own)

test.each([
  'http://localhost:3000/inspect/0123456789abcdef',
  'http://localhost:3000/inspect/0123456789abcdef?a=1',
  'http://localhost:3000/inspect/0123456789abcdef/orders',
  'http://LOCALHOST:3000/inspect/0123456789abcdef',
])('%s is our own receiver', (url) => expect(isOwn(url)).toBe(true))

test.each([
  'http://localhost:3000/',
  'http://localhost:3000/inspect',
  'http://localhost:3000/inspect/',
  'http://localhost:3000/inspector/abc',
  'http://localhost:3000/metrics',
  'http://localhost:3000/inspect/../metrics',
  'http://localhost:3000/inspect/%2e%2e/metrics',
  'http://localhost:3000/inspect/..%2fmetrics',
  'http://localhost:3000//inspect/abc',
  'http://localhost:3001/inspect/abc',
  'https://localhost:3000/inspect/abc',
  'http://127.0.0.1:3000/inspect/abc',
  'http://localhost.evil.example:3000/inspect/abc',
])('%s is not', (url) => expect(isOwn(url)).toBe(false))

test('its host comes to those that are allowed, and takes none away', () => {
  const allowed = { ...NOTHING_ALLOWED, hosts: new Set(['receiver.internal']) }
  expect([...withHost(allowed, '[::1]').hosts]).toEqual(['receiver.internal', '::1'])
  expect([...allowed.hosts]).toEqual(['receiver.internal'])
})
