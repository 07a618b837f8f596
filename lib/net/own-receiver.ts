import type { AllowList } from './address-policy.ts'

/** A receiver that this installation runs itself. */
export interface OwnReceiver {
  /** as the URL standard writes it: scheme, host and port */
  readonly origin: string
  /** it answers below this path, and nowhere else */
  readonly path: string
}

/** An address below the path: one segment of letters and digits, then whatever follows it. */
const BELOW = /^\/[a-z0-9]+(\/|$)/i

/**
 * Whether a URL leads to our own receiver, and to nothing else of this installation: the very origin, and a path below its
 * own. `url` is parsed, so dots in the path are resolved by now.
 */
export function isOwnReceiver(url: URL, { origin, path }: OwnReceiver): boolean {
  return url.origin === origin && url.pathname.startsWith(path) && BELOW.test(url.pathname.slice(path.length))
}

/** The list, and one host more. */
export function withHost(allowed: AllowList, hostname: string): AllowList {
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return { ...allowed, hosts: new Set([...allowed.hosts, host.replace(/\.$/, '')]) }
}
