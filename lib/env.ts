import { isIP } from 'node:net'
import path from 'node:path'
import * as z from 'zod/mini'

/** What is wrong with the environment, one sentence a variable. Never holds the value of a secret. */
export class EnvError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'EnvError'
    this.problems = problems
  }
}

/** The same bounds as for every chosen password. */
const MIN_PASSWORD_LENGTH = 12
const MAX_PASSWORD_LENGTH = 256

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

function text(isValid: (value: string) => boolean, rule: string) {
  return z.string().check(z.refine(isValid, rule))
}

function toFlag(rule: string) {
  return z.pipe(
    text((value) => /^(1|0|true|false|yes|no|on|off)$/i.test(value), rule),
    z.transform((value) => /^(1|true|yes|on)$/i.test(value)),
  )
}

const emailAddress = text((value) => /^[^\s@]+@[^\s@]+$/.test(value), 'must be an email address')

const password = text(
  (value) => [...value].length >= MIN_PASSWORD_LENGTH && [...value].length <= MAX_PASSWORD_LENGTH,
  `must have from ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`,
)

/** A rule's name, how many requests, in how many seconds. */
const RATE_LIMIT = /^([a-z][a-z0-9.-]*)=(\d{1,9})\/(\d{1,6})$/

export interface RateLimit {
  readonly points: number
  readonly windowSeconds: number
}

function readRateLimit(rule: string): readonly [name: string, limit: RateLimit] {
  const [, name = '', points, windowSeconds] = RATE_LIMIT.exec(rule) ?? []
  return [name, { points: Math.max(1, Number(points)), windowSeconds: Math.max(1, Number(windowSeconds)) }]
}

function readHeader(pair: string): readonly [name: string, value: string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at).toLowerCase(), decodePercent(pair.slice(at + 1))]
}

/** As W3C Baggage has it; what is not encoded so is taken as it is. */
function decodePercent(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

const port = z.pipe(
  text(
    (value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535,
    'must be a whole number from 1 to 65535',
  ),
  z.transform(Number),
)

const keyRule = 'must be 32 bytes, as 64 hexadecimal digits or as base64'

const schema = z.object({
  NODE_ENV: z._default(
    z.enum(['development', 'production', 'test'], 'must be development, production or test'),
    'production',
  ),
  LOG_LEVEL: z._default(z.enum(logLevels, `must be one of ${logLevels.join(', ')}`), 'info'),
  PORT: z._default(port, 3000),
  HOST: z._default(
    text((value) => /^[\w.:%-]+$/.test(value), 'must be a host name or an IP address'),
    '127.0.0.1',
  ),
  DATA_DIR: z._default(z.string(), '.data'),
  DATABASE_URL: z.optional(
    text(isPostgresUrl, 'must be a URL such as postgresql://user:password@host:5432/database'),
  ),
  PATCHBAY_URL: z.optional(
    z.pipe(
      text(isOrigin, 'must be an address such as https://hooks.example.com, without a path'),
      z.transform((value) => new URL(value).origin),
    ),
  ),
  PATCHBAY_MASTER_KEY: z.optional(text((value) => decodeMasterKey(value) !== null, keyRule)),
  PATCHBAY_OLD_MASTER_KEYS: z._default(
    z.pipe(
      text(
        (value) => splitList(value).every((key) => decodeMasterKey(key) !== null),
        'must be keys of 32 bytes each, separated by commas',
      ),
      z.transform(splitList),
    ),
    [],
  ),
  PATCHBAY_ADMIN_EMAIL: z._default(emailAddress, 'admin@localhost'),
  PATCHBAY_ADMIN_PASSWORD: z.optional(password),
  PATCHBAY_DEMO: z.optional(toFlag('must be true or false')),
  PATCHBAY_DEMO_PASSWORD: z.optional(password),
  PATCHBAY_TRUST_PROXY: z._default(
    z.pipe(
      text(
        (value) => /^(true|false|\d)$/i.test(value),
        'must be the number of proxies in front, from 0 to 9',
      ),
      z.transform((value) => (/^\d$/.test(value) ? Number(value) : value.toLowerCase() === 'true' ? 1 : 0)),
    ),
    0,
  ),
  PATCHBAY_RATE_LIMITS: z._default(
    z.pipe(
      text(
        (value) => splitList(value).every((rule) => RATE_LIMIT.test(rule)),
        'must be rules such as vendaze.patch=1000/60 (requests/seconds), separated by commas',
      ),
      z.transform((value) => new Map(splitList(value).map(readRateLimit))),
    ),
    new Map(),
  ),
  PATCHBAY_ALLOW_PRIVATE: z._default(
    text(
      (value) => splitList(value).every(isNetworkOrHost),
      'must be addresses, networks and host names, separated by commas',
    ),
    '',
  ),
  PATCHBAY_WORKER: z._default(toFlag('must be true or false'), true),
  PATCHBAY_ENDPOINT_RATE: z.optional(
    z.pipe(
      text((value) => /^[1-9]\d{0,4}$/.test(value), 'must be a whole number from 1 to 99999'),
      z.transform(Number),
    ),
  ),
  PATCHBAY_RETENTION_DAYS: z._default(
    z.pipe(
      text(
        (value) => /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 3_650,
        'must be a whole number of days from 1 to 3650',
      ),
      z.transform(Number),
    ),
    90,
  ),
  PATCHBAY_METRICS_TOKEN: z.optional(
    text((value) => /^[\x21-\x7e]{16,256}$/.test(value), 'must have 16 to 256 characters and no space'),
  ),
  PATCHBAY_METRICS_PORT: z.optional(port),
  PATCHBAY_SMTP_URL: z.optional(
    text(isSmtpUrl, 'must be a URL such as smtps://user:password@mail.example.com:465'),
  ),
  PATCHBAY_MAIL_FROM: z.optional(
    text(
      (value) => /^([^<>\r\n"]* )?<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(value),
      'must be an email address, or a name and an address as Patchbay <patchbay@example.com>',
    ),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.optional(text(isHttpUrl, 'must be a URL such as http://localhost:4318')),
  OTEL_EXPORTER_OTLP_HEADERS: z._default(
    z.pipe(
      text(
        (value) => splitList(value).every((pair) => /^[\w-]+=.+$/.test(pair)),
        'must be pairs such as name=value, separated by commas',
      ),
      z.transform((value) => new Map(splitList(value).map(readHeader))),
    ),
    new Map(),
  ),
})

type Parsed = z.output<typeof schema>

/** The names of all variables that Patchbay reads. */
export const envVariables: readonly string[] = Object.keys(schema.shape)

/** The environment, checked. The keys are the variables' names; `.env.example` says what each one does. */
export interface Env extends Readonly<Omit<Parsed, 'PATCHBAY_URL' | 'PATCHBAY_DEMO'>> {
  /** the origin that browsers use, without a slash at its end */
  readonly PATCHBAY_URL: string
  readonly PATCHBAY_DEMO: boolean
}

/**
 * Reads and checks a set of variables; an empty one counts as absent. `DATA_DIR` is resolved against `baseDir`.
 * @throws EnvError naming each variable that is wrong
 */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>, baseDir: string): Env {
  const present = Object.entries(variables).filter(([name, value]) => name in schema.shape && value !== '')
  const result = schema.safeParse(Object.fromEntries(present))
  if (!result.success) {
    throw new EnvError(result.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`))
  }
  const parsed = result.data
  if (parsed.PATCHBAY_SMTP_URL !== undefined && parsed.PATCHBAY_MAIL_FROM === undefined)
    throw new EnvError(['PATCHBAY_MAIL_FROM must be set with PATCHBAY_SMTP_URL: it is the sender of mails.'])
  return Object.freeze({
    ...parsed,
    DATA_DIR: path.resolve(/* turbopackIgnore: true */ baseDir, parsed.DATA_DIR),
    PATCHBAY_URL: parsed.PATCHBAY_URL ?? `http://localhost:${parsed.PORT}`,
    PATCHBAY_DEMO: parsed.PATCHBAY_DEMO ?? parsed.DATABASE_URL === undefined,
  })
}

let cached: Env | undefined

/**
 * This process's environment, read once at the first call.
 * @throws EnvError naming each variable that is wrong
 */
export function env(): Env {
  cached ??= parseEnv(process.env, process.cwd())
  return cached
}

/**
 * Puts values that were found out at start (the embedded database's URL, derived secrets) where Next's bundle,
 * next-auth and child processes look for them, and lets `env()` read again. Call it before Next is loaded.
 */
export function publishEnv(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values)
  cached = undefined
}

/** The 32 bytes of a key written as 64 hexadecimal digits or as base64, or null for any other text. */
export function decodeMasterKey(value: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(value)) return null
  return Buffer.from(value, 'base64')
}

function splitList(value: string): string[] {
  return value.split(',').flatMap((part) => part.trim() || [])
}

function isNetworkOrHost(entry: string): boolean {
  const [, address = '', bits] = /^([\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(entry) ?? []
  const family = isIP(address)
  if (family !== 0) return bits === undefined || Number(bits) <= (family === 4 ? 32 : 128)
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(entry) && !/^[\d.]+$/.test(entry)
}

function isPostgresUrl(value: string): boolean {
  return URL.canParse(value) && ['postgres:', 'postgresql:'].includes(new URL(value).protocol)
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)
}

function isSmtpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  return ['smtp:', 'smtps:'].includes(protocol) && hostname !== ''
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  const isBare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  return isBare && ['http:', 'https:'].includes(url.protocol)
}
