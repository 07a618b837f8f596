import { isSensitiveName, REDACTED } from '#lib/domain/audit/redact.ts'
import type { HeaderMap } from '#lib/domain/deliveries/delivery.ts'

export interface SentRequest {
  readonly requestUrl: string
  readonly requestHeaders: HeaderMap
  readonly requestBody: string
}

/**
 * The request as a command for a shell. Credentials and signatures are left for the reader to fill in: they are not
 * known here, or must not stand where commands are kept.
 */
export function curlOf({ requestUrl, requestHeaders, requestBody }: SentRequest): string {
  const headers = Object.entries(requestHeaders).map(([name, value]) => {
    const isHidden = isSensitiveName(name) || value === REDACTED
    return `-H ${quoted(`${name}: ${isHidden ? '<fill in>' : value}`)}`
  })
  // a body that begins with @ would be taken for a file's name by any other option
  const parts = [`curl -X POST ${quoted(requestUrl)}`, ...headers, `--data-raw ${quoted(requestBody)}`]
  return parts.join(' \\\n  ')
}

/** For any shell of the POSIX kind: nothing within single quotes means anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
