import { createSecretKey, randomBytes } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { afterEach, expect, test } from 'vitest'
import { deriveKey, type Keyring, keyring } from '#lib/crypto/master-key.ts'
import { publishEnv } from '#lib/env.ts'
import { openSession, readSessionCookie, sealSession, sessionCookieName, sessionSecret } from './token.ts'

const claims = { userId: '0190a1b2-0000-7000-8000-000000000001', sessionVersion: 3 }

afterEach(() => publishEnv({ PATCHBAY_URL: 'http://localhost:3000' }))

test('a sealed session opens to its claims, and shows none of them', async () => {
  const sealed = await sealSession(claims)
  expect(sealed).not.toContain(claims.userId)
  expect(await openSession(sealed)).toEqual(claims)
})

test('is read from among other cookies', async () => {
  const sealed = await sealSession(claims)
  expect(await readSessionCookie(`theme=dark; patchbay.session=${sealed}; x=y`)).toEqual(claims)
})

test.each([
  undefined,
  null,
  '',
  'theme=dark',
  'patchbay.session=',
  'patchbay.session=x.y.z',
  'xpatchbay.session=1',
])('there is none in %j', async (header) => {
  expect(await readSessionCookie(header)).toBeNull()
})

test('an altered, an expired and a foreign one are none', async () => {
  const sealed = await sealSession(claims)
  const at = sealed.length - 10
  const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
  const token = { sub: claims.userId, version: 3 }
  const expired = await encode({ token, secret: sessionSecret(), maxAge: -60 })
  const foreign = await encode({ token, secret: 'another secret' })
  expect(await Promise.all([altered, expired, foreign].map(openSession))).toEqual([null, null, null])
})

test('one from before the master key was changed is none', async () => {
  const older = keyring().current
  const current = { id: '00000000', key: createSecretKey(randomBytes(32)) }
  const secret = (ring: Keyring) => deriveKey('next-auth session', 32, ring).toString('base64')
  expect(secret({ current: older, older: [] })).toBe(sessionSecret())
  const token = { sub: claims.userId, version: 3 }
  const later = await encode({ token, secret: secret({ current, older: [older] }) })
  expect(await openSession(later)).toBeNull()
})

test('one without a user or a version is none', async () => {
  const secret = sessionSecret()
  const sealed = await Promise.all([
    encode({ token: { version: 3 }, secret }),
    encode({ token: { sub: claims.userId }, secret }),
  ])
  expect(await Promise.all(sealed.map(openSession))).toEqual([null, null])
})

test('the cookie is bound to the host where browsers come by HTTPS', () => {
  publishEnv({ PATCHBAY_URL: 'https://hooks.example.test' })
  expect(sessionCookieName()).toBe('__Host-patchbay.session')
  publishEnv({ PATCHBAY_URL: 'http://localhost:3000' })
  expect(sessionCookieName()).toBe('patchbay.session')
})
