import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verificationSnippets } from '#lib/domain/endpoints/snippets.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import {
  absentLanguages,
  installedLanguages as here,
  runSnippet,
  type SnippetCase,
} from '#lib/testing/snippets.ts'
import { profileOf } from './profile.ts'

interface Case extends SnippetCase {
  readonly name: string
  readonly valid: boolean
}

const body = '{"type":"invoice.paid","data":{"note":"Größe \\"M\\" 🌍"}}\n'
const tampered = body.replace('paid', 'void')
const hexSecret = registerSecret('endpoint-secret', randomBytes(32).toString('hex'))
const whsecHex = registerSecret('endpoint-secret', `whsec_${randomBytes(32).toString('hex')}`)
const whsecKey = randomBytes(32)
const whsecBase64 = registerSecret('endpoint-secret', `whsec_${whsecKey.toString('base64')}`)

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text)

/** Signed by hand from the contracts, not by the rule that the snippets are made from. */
const signers: Readonly<
  Record<string, { secret: string; sign: (text: string, at: number) => Record<string, string> }>
> = {
  standard: {
    secret: whsecBase64,
    sign: (text, at) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${hmac(whsecKey, `msg_1.${at}.${text}`).digest('base64')}`,
    }),
  },
  composio: {
    secret: hexSecret,
    sign: (text, at) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${hmac(hexSecret, `msg_1.${at}.${text}`).digest('base64')}`,
    }),
  },
  selfcommunity: {
    secret: hexSecret,
    sign: (text, at) => {
      const digest = hmac(hexSecret, `${at}.${text}`).digest('hex')
      return { 'SelfCommunity-Signature': `t=${at},v1=${digest},v0=${digest}` }
    },
  },
  storno: {
    secret: whsecHex,
    sign: (text) => ({ 'X-Storno-Signature': `sha256=${hmac(whsecHex, text).digest('hex')}` }),
  },
  vendaze: {
    secret: whsecHex,
    sign: (text) => ({ 'Webhook-Signature': `sha256=${hmac(whsecHex, text).digest('hex')}` }),
  },
}

function casesOf(dialect: string): Case[] {
  const signer = signers[dialect]
  const rule = profileOf(dialect)?.delivery.signature
  if (!signer || !rule) throw new Error(`${dialect} has no signer here.`)
  const { secret, sign } = signer
  const nowSeconds = Math.floor(Date.now() / 1000)
  const good = { body, headers: sign(body, nowSeconds), secret, valid: true }
  const signature = good.headers[rule.header] ?? ''
  const withHeaders = (headers: Record<string, string>) => ({ ...good.headers, ...headers })
  const withSignature = (value: string) => ({ ...good, headers: withHeaders({ [rule.header]: value }) })
  const cases: Case[] = [
    { ...good, name: 'good' },
    { ...good, name: 'another body', body: tampered, valid: false },
    { ...good, name: 'another secret', secret: `${secret.slice(0, -3)}AA=`, valid: false },
    { ...withSignature(signature.replaceAll(/.(?=$|,v0)/g, '!')), name: 'another digest', valid: false },
    { ...withSignature(signature.toUpperCase()), name: 'another case', valid: false },
    { ...withSignature(''), name: 'an empty signature', valid: false },
    { ...withSignature('é'), name: 'a signature that is not ASCII', valid: false },
    { ...withSignature(rule.prefix), name: 'a prefix alone', valid: false },
    { ...good, name: 'no headers', headers: {}, valid: false },
  ]
  if (rule.signed === 'body') return cases
  // time goes on while a program is compiled, so the margins are wide on the side where it moves
  for (const [name, at, valid] of [
    ['200 s old', nowSeconds - 200, true],
    ['300 s ahead', nowSeconds + 300, true],
    ['301 s old', nowSeconds - 301, false],
    ['500 s ahead', nowSeconds + 500, false],
  ] as const)
    cases.push({ ...good, name, headers: sign(body, at), valid })
  if (rule.timestampHeader === null)
    return [
      ...cases,
      { ...withSignature(signature.replaceAll(',', ', ')), name: 'spaces after commas' },
      {
        ...withSignature(signature.replace(/t=\d+/, `t=${nowSeconds - 9}`)),
        name: 'another time',
        valid: false,
      },
      { ...withSignature(signature.replace(/t=\d+/, 't=now')), name: 'no number as time', valid: false },
    ]
  const old = `v1,${Buffer.alloc(32, 7).toString('base64')}`
  return [
    ...cases,
    { ...withSignature(`${old} ${signature}`), name: 'the second of two signatures' },
    { ...withSignature(`v1a,abc ${signature} ${old}`), name: 'one of three signatures' },
    { ...withSignature(`${old} ${old}`), name: 'two wrong signatures', valid: false },
    { ...good, name: 'another id', headers: withHeaders({ 'webhook-id': 'msg_2' }), valid: false },
    {
      ...good,
      name: 'another time',
      headers: withHeaders({ 'webhook-timestamp': String(nowSeconds - 9) }),
      valid: false,
    },
    {
      ...good,
      name: 'no number as time',
      headers: withHeaders({ 'webhook-timestamp': 'now' }),
      valid: false,
    },
  ]
}

test(`${here.length} of 5 languages are run: ${here.join(', ')}; not installed: ${absentLanguages.join(', ') || 'none'}`, () => {
  expect(here).toContain('node')
})

describe.each(here)('%s', (language) => {
  test.each(Object.keys(signers))(
    '%s: accepts what was signed, and nothing else',
    { timeout: 120_000 },
    (dialect) => {
      const rule = profileOf(dialect)?.delivery.signature
      if (!rule) throw new Error(`${dialect} signs nothing.`)
      const code = verificationSnippets(rule).find((snippet) => snippet.language === language)?.code ?? ''
      const cases = casesOf(dialect)
      const verdicts = runSnippet(language, code, cases)
      expect(cases.map((one, at) => `${one.name}: ${verdicts[at]}`)).toEqual(
        cases.map((one) => `${one.name}: ${one.valid}`),
      )
    },
  )
})

test.each(here.filter((language) => language !== 'curl'))(
  '%s: an empty secret accepts nothing',
  (language) => {
    const rule = profileOf('storno')?.delivery.signature
    if (!rule) throw new Error('storno signs nothing.')
    const code = verificationSnippets(rule).find((snippet) => snippet.language === language)?.code ?? ''
    const forged = { [rule.header]: `sha256=${hmac('', body).digest('hex')}` }
    const cases = [{ name: 'forged', body, headers: forged, secret: '', valid: false }]
    expect(runSnippet(language, code, cases)).toEqual([false])
  },
)
