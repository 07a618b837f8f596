import type { ServerResponse } from 'node:http'

const HSTS_MAX_AGE_S = 180 * 24 * 60 * 60

/** Sets what every answer carries, pages and API alike. The pages add a Content-Security-Policy of their own. */
export function setSecurityHeaders(response: ServerResponse, isHttps: boolean): void {
  response.setHeader('x-content-type-options', 'nosniff')
  // a path can hold the token of an invitation
  response.setHeader('referrer-policy', 'same-origin')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  if (isHttps) response.setHeader('strict-transport-security', `max-age=${HSTS_MAX_AGE_S}`)
}
