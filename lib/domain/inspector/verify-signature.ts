import { createHmac, timingSafeEqual } from 'node:crypto'
import { hmacKey } from '../endpoints/hmac-key.ts'
import type { SignatureRule } from '../endpoints/profile.ts'

/** How far a signed time may be from ours, as receivers of Standard Webhooks have it. */
const TOLERANCE_MS = 5 * 60_000

/** What is found out about a request's signature, the best first. */
export const verdicts = [
  'verified',
  /** the right key, but signed too long ago, or in the future */
  'stale',
  /** a key made it that is revoked, or whose overlap is over */
  'old_key',
  /** it fits the same JSON, written anew */
  'reformatted',
  /** no key of the endpoint made it for this body */
  'mismatch',
  /** there, but not in the dialect's form */
  'malformed',
  'unsigned',
  /** as the endpoint is set: signing is off */
  'not_signing',
  /** no endpoint leads to this inbox, so there is no key to hold it against */
  'no_endpoint',
] as const
export type Verdict = (typeof verdicts)[number]

/** A key as characters. `older`: it signs still, beside the current one. `ended`: revoked, or past its overlap. */
export interface VerifyingKey {
  readonly secret: string
  readonly state: 'current' | 'older' | 'ended'
}

export interface SignedRequest {
  /** by lower-case names */
  readonly headers: Readonly<Record<string, string>>
  /** all of it, as it came */
  readonly body: Uint8Array
}

export interface Judgement {
  readonly verdict: Verdict
  readonly olderKey: boolean
  /** what the signature says of its time, where it does */
  readonly signedAt: Date | null
}

/**
 * Holds a request against a dialect's rule and an endpoint's keys, as its receiver would. `isSigning`: the endpoint is
 * set to sign.
 */
export function verifySignature(
  rule: SignatureRule,
  keys: readonly VerifyingKey[],
  { headers, body }: SignedRequest,
  { now, isSigning }: { readonly now: Date; readonly isSigning: boolean },
): Judgement {
  const said = (verdict: Verdict, more: Partial<Judgement> = {}): Judgement => ({
    ...{ verdict, olderKey: false, signedAt: null },
    ...more,
  })
  const value = headerOf(headers, rule.header)
  if (value === undefined) return said(isSigning ? 'unsigned' : 'not_signing')
  const parts = partsOf(rule, value, headers)
  if (!parts) return said('malformed')
  const signedAt = parts.time === null ? null : new Date(Number(parts.time) * 1000)

  const makes = ({ secret }: VerifyingKey, text: Uint8Array | string) => {
    const digest = createHmac('sha256', hmacKey(secret, rule.key))
      .update(parts.before)
      .update(text)
      .digest(rule.encoding)
    return parts.signatures.some((signature) => isSame(signature, digest))
  }
  const live = keys.filter(({ state }) => state !== 'ended')
  const made = live.find((key) => makes(key, body))
  if (made) {
    const isStale = signedAt !== null && Math.abs(now.getTime() - signedAt.getTime()) > TOLERANCE_MS
    return said(isStale ? 'stale' : 'verified', { olderKey: made.state === 'older', signedAt })
  }
  if (keys.some((key) => key.state === 'ended' && makes(key, body))) return said('old_key', { signedAt })
  const written = writtenAnew(body)
  if (written !== null && live.some((key) => makes(key, written))) return said('reformatted', { signedAt })
  return said('mismatch', { signedAt })
}

interface Parts {
  /** whole seconds, where the rule has a time */
  readonly time: string | null
  /** what is signed before the body */
  readonly before: string
  readonly signatures: readonly string[]
}

/** Null for what is not of the rule's form. */
function partsOf(rule: SignatureRule, value: string, headers: SignedRequest['headers']): Parts | null {
  const hasTime = rule.signed !== 'body'
  const isInline = hasTime && rule.timestampHeader === null
  const parts = isInline ? value.split(',').map((part) => part.trim()) : value.trim().split(/\s+/)
  const found = isInline
    ? parts.find((part) => part.startsWith('t='))?.slice('t='.length)
    : headerOf(headers, rule.timestampHeader)
  const time = hasTime ? (found ?? '') : null
  if (time !== null && !/^\d{1,11}$/.test(time)) return null
  const id = rule.signed === 'id.timestamp.body' ? headerOf(headers, rule.idHeader) : ''
  if (id === undefined) return null
  const prefixes = [rule.prefix, ...(rule.aliases ?? [])]
  const signatures = parts.flatMap((part) => {
    const prefix = prefixes.find((each) => part.startsWith(each))
    return prefix === undefined ? [] : [part.slice(prefix.length)]
  })
  if (signatures.length === 0) return null
  const before = { body: '', 'timestamp.body': `${time}.`, 'id.timestamp.body': `${id}.${time}.` }
  return { time, before: before[rule.signed], signatures }
}

function headerOf(headers: SignedRequest['headers'], name: string | null): string | undefined {
  return name === null ? undefined : headers[name.toLowerCase()]
}

/** Takes as long wherever the first difference is. */
function isSame(given: string, digest: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(digest)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The JSON of a body without its white space, as a parser in between would send it on; null where that changes nothing. */
function writtenAnew(body: Uint8Array): string | null {
  const text = Buffer.from(body).toString('utf8')
  try {
    const written = JSON.stringify(JSON.parse(text))
    return written === text ? null : written
  } catch {
    return null
  }
}
