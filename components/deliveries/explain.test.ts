import { describe, expect, test } from 'vitest'
import { explain, type Outcome } from './explain.ts'

const answered = (responseCode: number): Outcome => ({
  succeeded: responseCode >= 200 && responseCode <= 299,
  responseCode,
  errorCode: null,
  errorMessage: null,
})
const unanswered = (errorCode: string, errorMessage: string | null = null): Outcome => ({
  succeeded: false,
  responseCode: null,
  errorCode,
  errorMessage,
})

describe('why an attempt failed', () => {
  test('is nothing to be said of one that arrived', () => {
    expect(explain(answered(200))).toBeNull()
    expect(explain(answered(204))).toBeNull()
  })

  test('is said in the words that the sender found, with what may mend it', () => {
    expect(explain(unanswered('timeout', 'No whole answer came within 15 s.'))).toEqual({
      what: 'No whole answer came within 15 s.',
      hint: expect.stringContaining('answer first'),
    })
    expect(explain(unanswered('new-kind'))).toMatchObject({ what: 'No answer came.' })
  })

  test('has advice of its own for each way of not being answered', () => {
    const codes = 'dns blocked refused unreachable reset timeout tls bad_answer not_sendable internal failed'
    const hints = codes.split(' ').map((code) => explain(unanswered(code))?.hint)
    expect(new Set(hints).size).toBe(hints.length)
  })

  test('is told apart by what the receiver answered', () => {
    const what = (code: number) => explain(answered(code))?.what
    expect(what(301)).toContain('redirects are not followed')
    expect(what(404)).toContain('no such path')
    expect(what(410)).toContain('nobody listens')
    expect(what(418)).toContain('did not accept')
    expect(what(500)).toContain('error of its own')
    expect(what(503)).toContain('proxy')
    expect(what(103)).toContain('not a final one')
  })
})
