const credentialReasons = [
  /** nothing was sent */
  'missing',
  /** not in the form of any credential */
  'malformed',
  /** nobody has it, or its user left the team */
  'unknown',
  'expired',
  'revoked',
  /** a good form, but not of a kind that this door takes */
  'wrong_kind',
  /** a token that does not say what every token of its kind says */
  'missing_claims',
] as const

export type CredentialReason = (typeof credentialReasons)[number]

const messages: Readonly<Record<CredentialReason, string>> = {
  missing: 'A credential is needed.',
  malformed: 'The credential is malformed.',
  unknown: 'The credential is not known.',
  expired: 'The credential has expired.',
  revoked: 'The credential was revoked.',
  wrong_kind: 'A credential of this kind is not taken here.',
  missing_claims: 'The token is missing required claims.',
}

/** Modules are loaded twice in one process, so an error is known by this brand and not by its class. */
const brand: unique symbol = Symbol.for('patchbay.CredentialError')

/** A credential that opens nothing, and why. It never holds the credential. */
export class CredentialError extends Error {
  readonly [brand] = true
  readonly reason: CredentialReason

  constructor(reason: CredentialReason) {
    super(messages[reason])
    this.name = 'CredentialError'
    this.reason = reason
  }
}

export function isCredentialError(error: unknown): error is CredentialError {
  return typeof error === 'object' && error !== null && brand in error
}
