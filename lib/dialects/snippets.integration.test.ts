import { spawnSync } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type SnippetLanguage, verificationSnippets } from '#lib/domain/endpoints/snippets.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { profileOf } from './profile.ts'

interface Case {
  readonly name: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly secret: string
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

const root = mkdtempSync(path.join(tmpdir(), 'snippets-'))
afterAll(() => rmSync(root, { recursive: true }))

function run(command: readonly string[], cwd: string) {
  const [program = '', ...args] = command
  const result = spawnSync(program, args, { cwd, encoding: 'utf8' })
  if (result.error) throw result.error
  return result
}

/** Runs a program that reads `cases.json` and prints a list of verdicts as JSON. */
function runBatch(folder: string, cases: readonly Case[], files: Record<string, string>, command: string[]) {
  const encoded = cases.map((one) => ({
    body: Buffer.from(one.body).toString('base64'),
    headers: one.headers,
    lower: Object.fromEntries(
      Object.entries(one.headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    secret: one.secret,
  }))
  writeFileSync(path.join(folder, 'cases.json'), JSON.stringify(encoded))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  const result = run(command, folder)
  expect(result.stderr).toBe('')
  return JSON.parse(result.stdout) as boolean[]
}

/** How each language is run. PHP arrays lose their type when empty, hence the cast. */
const runners: Readonly<
  Record<SnippetLanguage, (code: string, cases: readonly Case[], folder: string) => boolean[]>
> = {
  node: (code, cases, folder) => {
    const driver = `import { readFileSync } from 'node:fs'
import { verifyWebhook } from './verify.mjs'
const cases = JSON.parse(readFileSync('cases.json', 'utf8'))
console.log(JSON.stringify(cases.map((c) => verifyWebhook(Buffer.from(c.body, 'base64'), c.lower, c.secret))))
`
    return runBatch(folder, cases, { 'verify.mjs': code, 'main.mjs': driver }, [process.execPath, 'main.mjs'])
  },
  python: (code, cases, folder) => {
    const driver = `import base64, json
from email.message import Message
from verify import verify_webhook

def ask(case):
    headers = Message()
    for name, value in case["headers"].items():
        headers[name] = value
    return verify_webhook(base64.b64decode(case["body"]), headers, case["secret"])

print(json.dumps([ask(case) for case in json.load(open("cases.json"))]))
`
    return runBatch(folder, cases, { 'verify.py': code, 'main.py': driver }, ['python3', 'main.py'])
  },
  go: (code, cases, folder) => {
    const driver = `package main

import (
	"encoding/json"
	"net/http"
	"os"
)

func main() {
	var cases []struct {
		Body    []byte
		Headers map[string]string
		Secret  string
	}
	text, err := os.ReadFile("cases.json")
	if err != nil {
		panic(err)
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		panic(err)
	}
	verdicts := []bool{}
	for _, c := range cases {
		header := http.Header{}
		for name, value := range c.Headers {
			header.Set(name, value)
		}
		verdicts = append(verdicts, VerifyWebhook(c.Body, header, c.Secret))
	}
	json.NewEncoder(os.Stdout).Encode(verdicts)
}
`
    const inMain = code.replace('package webhooks', 'package main')
    return runBatch(folder, cases, { 'verify.go': inMain, 'main.go': driver }, [
      'go',
      'run',
      'main.go',
      'verify.go',
    ])
  },
  php: (code, cases, folder) => {
    const driver = `<?php
require 'verify.php';
$ask = fn (array $case): bool =>
    verify_webhook(base64_decode($case['body']), $case['lower'], $case['secret']);
echo json_encode(array_map($ask, json_decode(file_get_contents('cases.json'), true)));
`
    return runBatch(folder, cases, { 'verify.php': code, 'main.php': driver }, ['php', 'main.php'])
  },
  curl: (code, cases, folder) =>
    cases.map((one) => {
      const headers = Object.entries(one.headers).map(([name, value]) => `${name}: ${value}\r\n`)
      writeFileSync(path.join(folder, 'verify.sh'), code)
      writeFileSync(path.join(folder, 'body.json'), one.body)
      writeFileSync(path.join(folder, 'headers.txt'), headers.join(''))
      const result = run(['env', `WEBHOOK_SECRET=${one.secret}`, 'sh', 'verify.sh'], folder)
      expect(result.stdout.includes('The signature is valid.')).toBe(result.status === 0)
      return result.status === 0
    }),
}

const probes: Readonly<Record<SnippetLanguage, readonly string[]>> = {
  node: [process.execPath, '--version'],
  python: ['python3', '--version'],
  go: ['go', 'version'],
  php: ['php', '--version'],
  curl: ['openssl', 'version'],
}
const languages = Object.keys(probes) as SnippetLanguage[]
const here = languages.filter((language) => {
  const [program = '', ...args] = probes[language]
  return spawnSync(program, args).status === 0
})
const absent = languages.filter((language) => !here.includes(language))

test(`${here.length} of 5 languages are run: ${here.join(', ')}; not installed: ${absent.join(', ') || 'none'}`, () => {
  expect(here).toContain('node')
})

describe.each(here)('%s', (language) => {
  test.each(Object.keys(signers))(
    '%s: accepts what was signed, and nothing else',
    { timeout: 120_000 },
    (dialect) => {
      const rule = profileOf(dialect)?.delivery.signature
      if (!rule) throw new Error(`${dialect} signs nothing.`)
      const folder = path.join(root, `${language}-${dialect}`)
      mkdirSync(folder)
      const code = verificationSnippets(rule).find((snippet) => snippet.language === language)?.code ?? ''
      const cases = casesOf(dialect)
      const verdicts = runners[language](code, cases, folder)
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
    const folder = path.join(root, `${language}-empty`)
    mkdirSync(folder)
    const code = verificationSnippets(rule).find((snippet) => snippet.language === language)?.code ?? ''
    const forged = { [rule.header]: `sha256=${hmac('', body).digest('hex')}` }
    const cases = [{ name: 'forged', body, headers: forged, secret: '', valid: false }]
    expect(runners[language](code, cases, folder)).toEqual([false])
  },
)
