/** Why no whole answer came. */
const sendErrorCodes = [
  /** the name could not be resolved */
  'dns',
  /** the address must not be reached, or the URL is not one that we send to */
  'blocked',
  'refused',
  'unreachable',
  /** the connection broke */
  'reset',
  'timeout',
  /** the certificate is not to be trusted, or TLS failed */
  'tls',
  /** what came is not HTTP */
  'bad_answer',
  /** we are stopping */
  'aborted',
  'failed',
] as const
export type SendErrorCode = (typeof sendErrorCodes)[number]

const brand: unique symbol = Symbol.for('patchbay.SendError')

/** A request that got no answer. Its message is for people: it says what happened, and names no secret. */
export class SendError extends Error {
  readonly [brand] = true
  readonly code: SendErrorCode
  /** how long it took to fail */
  durationMs = 0

  constructor(code: SendErrorCode, message: string) {
    super(message)
    this.name = 'SendError'
    this.code = code
  }
}

export function isSendError(error: unknown): error is SendError {
  return typeof error === 'object' && error !== null && brand in error
}

/** An error of the connection in our own words. */
export function toSendError(error: unknown, timeoutMs: number): SendError {
  for (let e = error, depth = 0; typeof e === 'object' && e !== null && depth < 6; depth++) {
    if (isSendError(e)) return e
    const { code, name, cause, errors } = e as Record<string, unknown>
    const known = connectionError(String(code ?? ''), String(name ?? ''), timeoutMs)
    if (known) return known
    e = cause ?? (Array.isArray(errors) ? errors[0] : undefined)
  }
  return new SendError('failed', 'The request could not be sent.')
}

export const timeoutWords = (timeoutMs: number): string =>
  `No whole answer came within ${timeoutMs / 1000} s.`

const TLS_WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'The certificate has expired.',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate is self-signed.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate was not signed by a known authority.',
  UNABLE_TO_GET_ISSUER_CERT: 'The certificate was not signed by a known authority.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate was not signed by a known authority.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host.',
}

function connectionError(code: string, name: string, timeoutMs: number): SendError | null {
  if (Object.hasOwn(TLS_WORDS, code)) return new SendError('tls', TLS_WORDS[code] ?? '')
  if (/^(ERR_SSL|ERR_TLS|EPROTO|CERT_)/.test(code))
    return new SendError('tls', 'No TLS connection could be made.')
  switch (code) {
    case 'ECONNREFUSED':
      return new SendError('refused', 'Nobody listens at this address: the connection was refused.')
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return new SendError('unreachable', 'The host could not be reached.')
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return new SendError('reset', 'The receiver closed the connection before it answered.')
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return new SendError('timeout', timeoutWords(timeoutMs))
    case 'UND_ERR_HEADERS_OVERFLOW':
      return new SendError('bad_answer', 'The headers of the answer are too large.')
  }
  if (name === 'HTTPParserError' || code.startsWith('HPE_') || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return new SendError('bad_answer', 'What came back is not HTTP.')
  if (name === 'TimeoutError') return new SendError('timeout', timeoutWords(timeoutMs))
  if (name === 'AbortError' || code === 'UND_ERR_ABORTED')
    return new SendError('aborted', 'The request was stopped.')
  return null
}
