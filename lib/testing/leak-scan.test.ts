import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { recordAnswer } from './answers.ts'
import { scanForLeaks } from './leak-scan.ts'
import { RUN_FOLDER_VARIABLE, runFolder } from './run-folder.ts'
import { SECRET_OPERATIONS } from './secret-operations.ts'
import { registerSecret } from './secrets.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-leaks-'))
  vi.stubEnv(RUN_FOLDER_VARIABLE, folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
})

const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`
const log = (text: string | Buffer) => writeFileSync(path.join(runFolder('logs') ?? '', 'server.log'), text)
const answer = (operation: string, body: string) =>
  recordAnswer({ operation, url: '/demo', status: 200, contentType: 'text/html', body })

test('a run that keeps its secrets is clean, and the report counts what was looked at', () => {
  registerSecret('endpoint-secret', newSecret())
  registerSecret('member-password', 'correct horse battery')
  log(`nothing here, only another secret: ${newSecret()}`)
  answer('GET /demo', 'whsec_••••••••')
  expect(scanForLeaks(folder)).toEqual({ secrets: 2, logs: 1, answers: 1, leaks: [] })
})

describe('a planted leak is found', () => {
  const secret = `whsec_${Buffer.from([0xfb, 0xef, 0xff, ...randomBytes(21)]).toString('base64')}`
  const body = secret.slice('whsec_'.length)
  const forms: [string, string | Buffer][] = [
    ['as it is', `{"secret":"${secret}"}`],
    ['without its prefix', body],
    ['as the key itself', Buffer.from(body, 'base64')],
    ['the key in hexadecimal', Buffer.from(body, 'base64').toString('hex')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64, one byte later', Buffer.from(`:${secret}`).toString('base64')],
    ['in base64, two bytes later, with an end', Buffer.from(`u:${secret};`).toString('base64')],
    ['in base64url', Buffer.from(`user:${secret}`).toString('base64url')],
    ['in hexadecimal', Buffer.from(secret).toString('hex').toUpperCase()],
    ['in a URL', `/?key=${encodeURIComponent(secret)}`],
    ['in a form', new URLSearchParams({ secret }).toString()],
  ]
  test.each(forms)('%s', (_, text) => {
    registerSecret('endpoint-secret', secret)
    log(text)
    const { leaks } = scanForLeaks(folder)
    expect(leaks.length).toBeGreaterThan(0)
    expect(leaks[0]).toMatchObject({ where: 'log server.log', kind: 'endpoint-secret' })
    expect(JSON.stringify(leaks)).not.toContain(body)
  })

  test('with characters that JSON, scripts and HTML escape', () => {
    const password = registerSecret('member-password', `a"b\\c<d>&'é long enough`)
    const json = JSON.stringify({ password })
    const texts = [
      json,
      JSON.stringify(json),
      json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026'),
      `<p>a&quot;b\\c&lt;d&gt;&amp;&#x27;é long enough</p>`,
    ]
    for (const text of texts) {
      log(text)
      expect(scanForLeaks(folder).leaks, text).not.toEqual([])
    }
  })
})

describe('an answer', () => {
  const [operation = '', kinds = []] = Object.entries(SECRET_OPERATIONS)[0] ?? []
  const [kind = 'endpoint-secret'] = kinds

  test('may hold a secret of the kind that its operation is for', () => {
    const secret = registerSecret(kind, newSecret())
    answer(operation, secret)
    expect(scanForLeaks(folder).leaks).toEqual([])
  })

  test('may not hold another kind', () => {
    const key = registerSecret('master-key', randomBytes(32).toString('hex'))
    answer(operation, key)
    expect(scanForLeaks(folder).leaks).toEqual([
      { where: `answer to ${operation} (/demo)`, kind: 'master-key', encoding: 'plain' },
    ])
  })

  test('of any other operation may hold none', () => {
    answer('GET /demo/endpoints', registerSecret('endpoint-secret', newSecret()))
    expect(scanForLeaks(folder).leaks).toHaveLength(2)
  })
})

test('a secret that is too short to be looked for is refused', () => {
  expect(() => registerSecret('api-key', 'short')).toThrow(/fewer than 8 bytes/)
})

test('a large run is searched in seconds', () => {
  for (let i = 0; i < 500; i++) registerSecret('endpoint-secret', newSecret())
  log(Buffer.concat([randomBytes(20_000_000), Buffer.from('whsec_'.repeat(100_000))]))
  const startedAt = performance.now()
  expect(scanForLeaks(folder).leaks).toEqual([])
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
