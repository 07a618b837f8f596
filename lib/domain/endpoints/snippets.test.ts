import { describe, expect, test } from 'vitest'
import type { SignatureRule } from './profile.ts'
import { verificationSnippets } from './snippets.ts'

const rules: Readonly<Record<string, SignatureRule>> = {
  'id, time and body, base64 key': {
    header: 'webhook-signature',
    timestampHeader: 'webhook-timestamp',
    idHeader: 'webhook-id',
    signed: 'id.timestamp.body',
    encoding: 'base64',
    prefix: 'v1,',
    key: 'whsec_base64',
  },
  'time inside the header': {
    header: 'X-Signature',
    timestampHeader: null,
    idHeader: null,
    signed: 'timestamp.body',
    encoding: 'hex',
    prefix: 'v0=',
    key: 'raw',
  },
  'time in a header of its own': {
    header: 'X-Signature',
    timestampHeader: 'X-Time',
    idHeader: null,
    signed: 'timestamp.body',
    encoding: 'hex',
    prefix: '',
    key: 'raw',
  },
  'body alone': {
    header: 'X-Signature',
    timestampHeader: null,
    idHeader: null,
    signed: 'body',
    encoding: 'hex',
    prefix: 'sha256=',
    key: 'raw',
  },
}

const constantTime: Readonly<Record<string, string>> = {
  node: 'timingSafeEqual',
  python: 'hmac.compare_digest',
  go: 'hmac.Equal',
  php: 'hash_equals',
}

describe.each(Object.entries(rules))('%s', (_name, rule) => {
  const snippets = verificationSnippets(rule)

  test('comes in five languages, in this order', () => {
    expect(snippets.map((snippet) => snippet.language)).toEqual(['node', 'python', 'go', 'php', 'curl'])
  })

  test('names its header, and leaves no hole', () => {
    for (const { code, language } of snippets) {
      expect(code.toLowerCase(), language).toContain(rule.header.toLowerCase())
      expect(code, language).not.toMatch(/undefined|\[object|NaN|\n\n\n\n/)
      expect(code.endsWith('\n'), language).toBe(true)
    }
  })

  test('compares in constant time', () => {
    for (const { code, language } of snippets)
      expect(code).toContain(constantTime[language] ?? 'does not compare in constant time')
  })

  test('looks at the time exactly where one is signed', () => {
    for (const { code, language } of snippets)
      expect(/\b300\b/.test(code), language).toBe(rule.signed !== 'body')
  })
})
