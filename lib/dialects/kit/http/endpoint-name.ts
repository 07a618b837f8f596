const MAX_LENGTH = 100

/** The name of an endpoint that comes over a wire without names: the host that it delivers to. */
export function nameOfUrl(url: unknown): string {
  const host = typeof url === 'string' && URL.canParse(url) ? new URL(url).host : ''
  return host.slice(0, MAX_LENGTH) || 'Webhook'
}
