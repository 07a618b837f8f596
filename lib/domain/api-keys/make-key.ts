import { credentialHash } from '#lib/crypto/credential.ts'
import { signHs256 } from '#lib/crypto/jwt.ts'
import { deriveKey } from '#lib/crypto/master-key.ts'
import type { ApiKeyKind } from './caller.ts'
import { newCredential, prefixOf } from './credential-form.ts'

declare const plaintext: unique symbol

/** The characters of a credential. A type of its own, so that none gets into an answer or a log by accident. */
export type PlainCredential = string & { readonly [plaintext]: true }

export interface MadeKey {
  readonly secret: PlainCredential
  readonly lookup: string
  readonly hash: Uint8Array<ArrayBuffer>
}

export interface KeyFacts {
  readonly id: string
  readonly kind: ApiKeyKind
  readonly teamId: string
  readonly userId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date | null
}

/** The characters of a new key, and what is stored of them. A personal token is a JWT whose `jti` is the row's id. */
export function makeKey(facts: KeyFacts): MadeKey {
  const made =
    facts.kind === 'personal_token'
      ? { credential: personalToken(facts), lookup: facts.id }
      : newCredential(prefixOf(facts.kind))
  return {
    secret: made.credential as PlainCredential,
    lookup: made.lookup,
    hash: credentialHash(made.credential),
  }
}

/** The claims that SelfCommunity's clients know, and the team (contract section 1). */
function personalToken({ id, teamId, userId, createdAt, expiresAt }: KeyFacts): string {
  const claims = {
    user_id: userId,
    token_type: 'access',
    team: teamId,
    jti: id,
    iat: seconds(createdAt),
    exp: expiresAt && seconds(expiresAt),
  }
  return signHs256(claims, deriveKey('personal access token'))
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}
