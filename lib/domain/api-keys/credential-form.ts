import { randomCharacters } from '#lib/crypto/credential.ts'
import { readJwt } from '#lib/crypto/jwt.ts'
import type { ApiKeyKind, CredentialKind } from './caller.ts'
import { CredentialError } from './credential-error.ts'

const PUBLIC_LENGTH = 12
const SECRET_LENGTH = 32
/** Longer ones are not read at all. */
const MAX_LENGTH = 4_096

/** What an opaque credential begins with. */
export const KEY_PREFIXES = {
  project_key: 'ak_',
  user_key: 'uak_',
  storno_key: 'af_',
  access_token: 'oat_',
  refresh_token: 'ort_',
} as const

const KINDS_BY_PREFIX: ReadonlyMap<string, CredentialKind | 'refresh'> = new Map([
  [KEY_PREFIXES.project_key, 'project_key'],
  [KEY_PREFIXES.user_key, 'user_key'],
  [KEY_PREFIXES.storno_key, 'storno_key'],
  [KEY_PREFIXES.access_token, 'oauth'],
  [KEY_PREFIXES.refresh_token, 'refresh'],
])

/** The ids of our own tokens are UUIDs. */
const TOKEN_ID = /^[\w-]{1,64}$/

const OPAQUE = /^([a-z]+_)[A-Za-z0-9]{44}$/

/** A new opaque credential, and the part of it that is no secret and finds its row. */
export interface NewCredential {
  readonly credential: string
  readonly lookup: string
}

export function newCredential(prefix: (typeof KEY_PREFIXES)[keyof typeof KEY_PREFIXES]): NewCredential {
  const lookup = prefix + randomCharacters(PUBLIC_LENGTH)
  return { credential: lookup + randomCharacters(SECRET_LENGTH), lookup }
}

/** What the characters of a credential say: nothing of it is believed before its hash was compared. */
export interface CredentialForm {
  readonly kind: CredentialKind | 'refresh'
  /** finds the row */
  readonly lookup: string
}

const JWT_CLAIMS: Readonly<Record<string, { kind: CredentialKind; claims: readonly string[] }>> = {
  // SelfCommunity: "claims user_id, token_type: access, exp, iat, jti required" (contract section 1)
  HS256: { kind: 'personal_token', claims: ['user_id', 'token_type', 'exp', 'iat', 'jti'] },
  // Vendaze: workspace and app come from the claims (contract section 1)
  RS256: { kind: 'oauth', claims: ['workspace_id', 'client_id', 'vendaze_scopes', 'jti', 'exp'] },
}

/** Throws `CredentialError`: `missing`, `malformed`, `missing_claims`. */
export function readCredential(credential: string): CredentialForm {
  if (credential === '') throw new CredentialError('missing')
  if (credential.length > MAX_LENGTH) throw new CredentialError('malformed')
  const prefix = OPAQUE.exec(credential)?.[1]
  const kind = prefix === undefined ? undefined : KINDS_BY_PREFIX.get(prefix)
  if (prefix !== undefined && kind !== undefined)
    return { kind, lookup: credential.slice(0, prefix.length + PUBLIC_LENGTH) }
  return readToken(credential)
}

function readToken(credential: string): CredentialForm {
  const jwt = readJwt(credential)
  const rule = typeof jwt?.header.alg === 'string' ? JWT_CLAIMS[jwt.header.alg] : undefined
  if (!jwt || !rule) throw new CredentialError('malformed')
  const { jti, token_type: tokenType } = jwt.claims
  const isWhole = rule.claims.every((name) => (jwt.claims[name] ?? null) !== null)
  if (!isWhole || typeof jti !== 'string') throw new CredentialError('missing_claims')
  if (!TOKEN_ID.test(jti)) throw new CredentialError('malformed')
  if (tokenType !== undefined && tokenType !== 'access') throw new CredentialError('missing_claims')
  return { kind: rule.kind, lookup: jti }
}

/** Which prefix a kind of key has; a personal token is a JWT and has none. */
export function prefixOf(kind: Exclude<ApiKeyKind, 'personal_token'>) {
  return KEY_PREFIXES[kind]
}
