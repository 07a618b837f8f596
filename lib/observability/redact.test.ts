import { describe, expect, it } from 'vitest'
import { redact, redactPath, redactText } from './redact.ts'

describe('redact', () => {
  it.each([
    'authorization',
    'Authorization',
    'proxy-authorization',
    'cookie',
    'set-cookie',
    'x-api-key',
    'apiKey',
    'secret',
    'clientSecret',
    'password',
    'passwordHash',
    'accessToken',
    'webhook-signature',
    'masterKey',
  ])('masks what stands under %s, at any depth', (key) => {
    const masked = '[redacted]'
    expect(redact({ [key]: 'plain' })).toEqual({ [key]: masked })
    expect(redact({ list: [{ deep: { [key]: { even: 'this' } } }] })).toEqual({
      list: [{ deep: { [key]: masked } }],
    })
    expect(redact(new Map([[key, 'plain']]))).toEqual({ [key]: masked })
  })

  it.each([
    [`ak_Public123456${'S'.repeat(32)}`, 'ak_Public123456[redacted]'],
    [`uak_Public123456${'S'.repeat(32)}`, 'uak_Public123456[redacted]'],
    [`af_Public123456${'S'.repeat(32)}`, 'af_Public123456[redacted]'],
    [`oat_Public123456${'S'.repeat(32)}`, 'oat_Public123456[redacted]'],
    [`ort_Public123456${'S'.repeat(32)}`, 'ort_Public123456[redacted]'],
    [`oac_${'S'.repeat(43)}`, 'oac_[redacted]'],
    [`ocs_${'S'.repeat(43)}`, 'ocs_[redacted]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIxIn0.SSSSSSSS', '[redacted]'],
  ])('masks the credential in a text: %s', (credential, masked) => {
    expect(redact({ message: `was sent ${credential}, and refused` })).toEqual({
      message: `was sent ${masked}, and refused`,
    })
  })

  it('keeps the rest as it is', () => {
    const value = { id: 'ep_1', count: 3, active: true, none: null, list: ['a'], keyboard: 'qwerty' }
    expect(redact(value)).toEqual(value)
  })

  it('tells an error with its causes, and masks what they carry', () => {
    const cause = Object.assign(new Error('at postgresql://patchbay:hunter2@db/x'), {
      apiKey: 'k',
      code: 'E1',
    })
    const error = new AggregateError([new Error('whsec_abcdef')], 'all failed', { cause })
    const text = JSON.stringify(redact({ err: error }))
    expect(text).toContain('all failed')
    expect(text).toContain('"code":"E1"')
    expect(text).not.toMatch(/hunter2|"k"|abcdef/)
  })

  it('ends with circles, depths and large buffers', () => {
    const circle: Record<string, unknown> = { name: 'a' }
    circle.self = circle
    expect(redact(circle)).toEqual({ name: 'a', self: '[circular]' })
    const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), {})
    expect(JSON.stringify(redact(deep)).length).toBeLessThan(200)
    expect(redact(Buffer.alloc(1000))).toBe('[1000 bytes]')
  })

  it('says the same object twice when it stands twice', () => {
    const shared = { id: 1 }
    expect(redact({ a: shared, b: shared })).toEqual({ a: shared, b: shared })
  })
})

describe('redactText', () => {
  it.each([
    ['postgresql://user:pass@host/db', 'postgresql://user:[redacted]@host/db'],
    ['Authorization: Bearer abc.def-123', 'Authorization: Bearer [redacted]'],
    ['signed with whsec_MfKQ9r8+/= today', 'signed with whsec_[redacted] today'],
    ['https://example.com/a:b@c', 'https://example.com/a:b@c'],
  ])('%s', (text, expected) => {
    expect(redactText(text)).toBe(expected)
  })
})

describe('redactPath', () => {
  it.each([
    [
      '/demo/endpoints/0199f7a2-3c4d-7e5f-8a9b-0c1d2e3f4a5b',
      '/demo/endpoints/0199f7a2-3c4d-7e5f-8a9b-0c1d2e3f4a5b',
    ],
    ['/invite/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4', '/invite/[redacted]'],
    ['/', '/'],
  ])('%s', (path, expected) => {
    expect(redactPath(path)).toBe(expected)
  })
})
