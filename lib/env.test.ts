import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EnvError, envVariables, parseEnv } from './env.ts'

/** The problems that reading these variables reports. */
function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    parseEnv(variables, '/srv')
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}

describe('the environment', () => {
  it('needs nothing', () => {
    expect(parseEnv({}, '/srv')).toEqual({
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: '/srv/.data',
      PATCHBAY_URL: 'http://localhost:3000',
      PATCHBAY_OLD_MASTER_KEYS: [],
      PATCHBAY_ADMIN_EMAIL: 'admin@localhost',
      PATCHBAY_DEMO: true,
      PATCHBAY_TRUST_PROXY: 0,
      PATCHBAY_RATE_LIMITS: new Map(),
      PATCHBAY_ALLOW_PRIVATE: '',
      PATCHBAY_WORKER: true,
      PATCHBAY_RETENTION_DAYS: 90,
      OTEL_EXPORTER_OTLP_HEADERS: new Map(),
    })
  })

  it('takes an empty variable for one that is not set, and ignores others', () => {
    const empty = Object.fromEntries(envVariables.map((name) => [name, '']))
    expect(parseEnv({ ...empty, UNRELATED: 'x' }, '/srv')).toEqual(parseEnv({}, '/srv'))
  })

  it.each([
    ['PORT', ['0', '65536', '3000.5', 'http', '-1', ' 3000'], ['1', '65535']],
    ['HOST', ['a b', 'http://x'], ['0.0.0.0', '::', 'localhost', 'fe80::1%eth0']],
    ['LOG_LEVEL', ['loud', 'INFO'], ['trace', 'silent']],
    ['NODE_ENV', ['prod'], ['test', 'development']],
    [
      'DATABASE_URL',
      ['mysql://h/d', 'localhost'],
      ['postgres://h/d', 'postgresql://u:p@h:1/d?sslmode=require'],
    ],
    [
      'PATCHBAY_URL',
      ['hooks.example.com', 'https://x/y', 'https://u:p@x', 'ftp://x'],
      ['https://x', 'http://x:1/'],
    ],
    [
      'PATCHBAY_MASTER_KEY',
      ['secret', '00'.repeat(31)],
      ['0f'.repeat(32), 'A'.repeat(43), `${'A'.repeat(43)}=`],
    ],
    ['PATCHBAY_OLD_MASTER_KEYS', ['x', `${'00'.repeat(32)},x`], [`${'00'.repeat(32)}, ${'11'.repeat(32)}`]],
    ['PATCHBAY_ADMIN_EMAIL', ['admin', 'a b@c'], ['admin@localhost', 'a@b.example']],
    ['PATCHBAY_ADMIN_PASSWORD', ['x'.repeat(11), 'x'.repeat(257)], ['x'.repeat(12), 'x'.repeat(256)]],
    ['PATCHBAY_DEMO', ['maybe', '2'], ['true', '0', 'no', 'ON']],
    ['PATCHBAY_DEMO_PASSWORD', ['short'], ['long enough for it']],
    ['PATCHBAY_TRUST_PROXY', ['-1', '10', 'all'], ['0', '2', 'true', 'false']],
    [
      'PATCHBAY_ALLOW_PRIVATE',
      ['http://localhost', '10.0.0.0/33', '::1/129', '10.0.0', '*'],
      ['127.0.0.0/8, ::1', 'fd00::/8', 'receiver.internal,localhost'],
    ],
    ['PATCHBAY_WORKER', ['sometimes'], ['false', 'on']],
    ['PATCHBAY_ENDPOINT_RATE', ['0', '-1', '1.5', 'all'], ['1', '99999']],
    ['PATCHBAY_RETENTION_DAYS', ['0', '3651', '1.5', '-1', 'ever'], ['1', '3650']],
    ['PATCHBAY_METRICS_TOKEN', ['short', `${'x'.repeat(16)} y`, 'x'.repeat(257)], ['x'.repeat(16)]],
    ['PATCHBAY_METRICS_PORT', ['0', '65536'], ['9464']],
    ['PATCHBAY_SMTP_URL', ['mail.example', 'https://mail.example', 'smtp://'], []],
    [
      'PATCHBAY_MAIL_FROM',
      ['patchbay', '<a@b', 'A <a@b>\r\nBcc: c@d', 'a@b c@d'],
      ['a@b.example', 'Patchbay <a@b.example>', '<a@b.example>'],
    ],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', ['localhost:4318', 'grpc://x'], ['http://localhost:4318', 'https://x/y']],
    ['OTEL_EXPORTER_OTLP_HEADERS', ['token', '=x'], ['a=b', 'a=b=c, d=e']],
  ])('checks %s', (name, wrong, right) => {
    for (const value of wrong)
      expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} `)])
    for (const value of right) expect(problemsOf({ [name]: value })).toEqual([])
  })

  it('names every wrong variable at once, in a sentence each', () => {
    const problems = problemsOf({ PORT: 'x', HOST: 'a b', LOG_LEVEL: 'x' })
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['LOG_LEVEL', 'PORT', 'HOST'])
    for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ must .*\.$/)
  })

  it('never says the value of a secret', () => {
    const secret = 'c0nfidential'
    const names = [
      'DATABASE_URL',
      'PATCHBAY_MASTER_KEY',
      'PATCHBAY_OLD_MASTER_KEYS',
      'PATCHBAY_METRICS_TOKEN',
      'PATCHBAY_SMTP_URL',
      'OTEL_EXPORTER_OTLP_HEADERS',
    ] as const
    const problems = problemsOf(Object.fromEntries(names.map((name) => [name, secret])))
    expect(problems).toHaveLength(names.length)
    expect(problems.join('\n')).not.toContain(secret)
    expect(problemsOf({ PATCHBAY_ADMIN_PASSWORD: secret.slice(0, 5) }).join()).not.toContain(
      secret.slice(0, 5),
    )
  })

  it('makes a demo team only with the embedded database, unless told otherwise', () => {
    const DATABASE_URL = 'postgresql://h/d'
    expect(parseEnv({ DATABASE_URL }, '/srv').PATCHBAY_DEMO).toBe(false)
    expect(parseEnv({ DATABASE_URL, PATCHBAY_DEMO: 'yes' }, '/srv').PATCHBAY_DEMO).toBe(true)
    expect(parseEnv({ PATCHBAY_DEMO: 'off' }, '/srv').PATCHBAY_DEMO).toBe(false)
  })

  it('normalises addresses, folders and counts', () => {
    const read = parseEnv(
      { PATCHBAY_URL: 'https://Hooks.Example.com:443/', DATA_DIR: '../data', PATCHBAY_TRUST_PROXY: 'true' },
      '/srv/app',
    )
    expect(read).toMatchObject({
      PATCHBAY_URL: 'https://hooks.example.com',
      DATA_DIR: '/srv/data',
      PATCHBAY_TRUST_PROXY: 1,
    })
    expect(parseEnv({ PORT: '8080' }, '/srv').PATCHBAY_URL).toBe('http://localhost:8080')
  })

  it('reads limits of the APIs', () => {
    const { PATCHBAY_RATE_LIMITS } = parseEnv(
      { PATCHBAY_RATE_LIMITS: 'composio=100000/600, vendaze.patch=400/60' },
      '/srv',
    )
    expect([...PATCHBAY_RATE_LIMITS]).toEqual([
      ['composio', { points: 100_000, windowSeconds: 600 }],
      ['vendaze.patch', { points: 400, windowSeconds: 60 }],
    ])
    expect(() => parseEnv({ PATCHBAY_RATE_LIMITS: 'composio=many' }, '/srv')).toThrow('must be rules such as')
  })

  it('has a sender for its mails', () => {
    const PATCHBAY_SMTP_URL = 'smtps://u:p@mail.example:465'
    expect(problemsOf({ PATCHBAY_SMTP_URL })).toEqual([expect.stringMatching(/^PATCHBAY_MAIL_FROM must /)])
    expect(problemsOf({ PATCHBAY_SMTP_URL, PATCHBAY_MAIL_FROM: 'a@b' })).toEqual([])
  })

  it('reads headers for traces, percent-encoded or as they are', () => {
    const { OTEL_EXPORTER_OTLP_HEADERS } = parseEnv(
      { OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20t, x-odd=100%' },
      '/srv',
    )
    expect([...OTEL_EXPORTER_OTLP_HEADERS]).toEqual([
      ['authorization', 'Bearer t'],
      ['x-odd', '100%'],
    ])
  })

  it('is handed on to containers', () => {
    const compose = readFileSync(new URL('../compose.yaml', import.meta.url), 'utf8')
    const given = new Set([...compose.matchAll(/^ {2,6}([A-Z_]+): /gm)].map((match) => match[1]))
    // set by the image and by the commands
    const others = ['NODE_ENV', 'DATA_DIR']
    expect([...envVariables].filter((name) => !given.has(name)).sort()).toEqual(others.sort())
  })

  it('is documented, each variable once', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
    const documented = [...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map((match) => match[1])
    expect(documented.toSorted()).toEqual([...envVariables].sort())
  })
})
