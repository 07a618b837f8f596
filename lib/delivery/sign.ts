import { createHmac } from 'node:crypto'
import { hmacKey } from '#lib/domain/endpoints/hmac-key.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import type { PlainSecret } from '#lib/domain/endpoints/secrets.ts'

export interface Signable {
  /** the dialect's own headers, which carry id and time where those are signed */
  readonly headers: Readonly<Record<string, string>>
  /** the exact text that is sent */
  readonly body: string
  readonly sentAt: Date
}

/**
 * The signature's header, for a request that is about to be sent. Where keys overlap, each of them signs, the current one
 * first; elsewhere the first one alone, because those receivers expect one signature.
 */
export function signatureHeader(
  profile: DialectProfile,
  keys: readonly PlainSecret[],
  { headers, body, sentAt }: Signable,
): Readonly<Record<string, string>> {
  const rule = profile.delivery.signature
  const signing = profile.secret.rotation.kind === 'overlap' ? keys : keys.slice(0, 1)
  if (signing.length === 0) throw new Error('There is no key to sign with.')

  const inlineTime = rule.signed !== 'body' && rule.timestampHeader === null
  const time = () =>
    inlineTime ? String(Math.floor(sentAt.getTime() / 1000)) : headerValue(headers, rule.timestampHeader)
  const before = {
    body: () => '',
    'timestamp.body': () => `${time()}.`,
    'id.timestamp.body': () => `${headerValue(headers, rule.idHeader)}.${time()}.`,
  }[rule.signed]()
  const digests = signing.map((secret) =>
    createHmac('sha256', hmacKey(secret, rule.key)).update(before).update(body).digest(rule.encoding),
  )
  const prefixes = [...(rule.aliases ?? []), rule.prefix]
  const signatures = digests.flatMap((digest) => prefixes.map((prefix) => prefix + digest))
  const value = inlineTime ? [`t=${time()}`, ...signatures].join(',') : signatures.join(' ')
  return { [rule.header]: value }
}

function headerValue(headers: Readonly<Record<string, string>>, name: string | null): string {
  const value = name === null ? undefined : headers[name]
  if (value === undefined) throw new Error(`The header ${name} is signed, and is not there.`)
  return value
}
