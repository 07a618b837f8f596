import type { EncodedDelivery } from './adapter.ts'

/** A delivery as it goes over the wire: a header a line, an empty line, the body. */
export function requestText(delivery: EncodedDelivery): string {
  const headers = Object.entries(delivery.headers).map(([name, value]) => `${name}: ${value}\n`)
  return `${headers.join('')}\n${delivery.body}\n`
}
