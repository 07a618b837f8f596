import { describe, expect, test } from 'vitest'
import { parseRedirectUris, redirectUrisFault } from './redirect-uris.ts'

describe('redirect addresses, one a line', () => {
  test('are read without blanks and without doubles', () => {
    expect(parseRedirectUris(' https://a.example/x \n\nhttps://b.example\r\nhttps://a.example/x')).toEqual([
      'https://a.example/x',
      'https://b.example',
    ])
    expect(parseRedirectUris(' \n ')).toEqual([])
  })

  test.each([
    ['https://a.example/callback?from=patchbay', true],
    ['http://localhost:3000/callback\nhttp://127.0.0.1/x', true],
    ['', true],
  ])('«%s» is good', (text, confidential) => {
    expect(redirectUrisFault(text, confidential)).toBeUndefined()
  })

  test.each([
    ['', false, /needs an address/],
    ['https://a.example\nhttp://a.example/x', true, /^http:\/\/a\.example\/x: Use an https address/],
    ['https://a.example/#part', true, /without a fragment/],
    [Array.from({ length: 21 }, (_, at) => `https://a.example/${at}`).join('\n'), true, /at most 20/],
  ])('«%s» is not', (text, confidential, fault) => {
    expect(redirectUrisFault(text, confidential)).toMatch(fault)
  })
})
