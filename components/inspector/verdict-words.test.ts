import { expect, test } from 'vitest'
import type { RequestView } from '#lib/domain/inspector/inbox.ts'
import { verdicts } from '#lib/domain/inspector/verify-signature.ts'
import { answerText, bytesText, verdictLabel, verdictText } from './verdict-words.ts'

const request = (more: Partial<RequestView>): RequestView => ({
  ...{
    id: 'r',
    method: 'POST',
    path: '',
    bodyBytes: 2,
    answerStatus: 200,
    verdict: 'verified',
    olderKey: false,
  },
  ...{ endpoint: { id: 'e', name: 'Feed' }, receivedAt: '2026-02-10T10:00:00.000Z', headers: [], body: '{}' },
  ...{ bodyIsCut: false, signedAt: null, signatureHeader: 'webhook-signature', isAltered: false },
  ...more,
})

test.each(verdicts)('%s is explained, of an endpoint and of one that was deleted', (verdict) => {
  const text = verdictText(request({ verdict }))
  if (verdict !== 'no_endpoint') expect(text).toContain('Feed')
  else expect(text).toContain('no key to check with')
  expect(verdictText(request({ verdict, endpoint: { id: 'e', name: null } }))).not.toMatch(/null|undefined/)
})

test('an older key is told from the current one', () => {
  expect(verdictText(request({ olderKey: true }))).toContain('an older key')
  expect(verdictText(request({}))).toContain('the current key')
})

test('a signature of ours under another body says so in both', () => {
  const altered = request({ verdict: 'mismatch', isAltered: true })
  expect(verdictLabel(altered).text).toBe('Body altered')
  expect(verdictText(altered)).toContain('changed on the way')
  expect(verdictLabel(request({ verdict: 'mismatch' })).text).toBe('Does not verify')
})

test('sizes and answers', () => {
  expect([0, 1, 999, 1_400, 1_048_576].map(bytesText)).toEqual([
    ...['0 bytes', '1 byte', '999 bytes', '1.4 KB', '1.0 MB'],
  ])
  expect(answerText({ status: 200, delayMs: 0 })).toBe('200 at once')
  expect(answerText({ status: 500, delayMs: 2_000 })).toBe('500 after 2 s')
})
