import { isIP } from 'node:net'
import { type AllowList, mayConnect } from './address-policy.ts'
import { SendError } from './send-error.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Names to addresses; the system's way, or a test's. Rejects with an error that has a `code` of Node's `dns`. */
export type Resolver = (host: string) => Promise<readonly ResolvedAddress[]>

/**
 * The addresses of a URL's host, every one judged: one that must not be reached refuses the whole name, because a name that
 * answers with both is an attack or a mistake. Connect to one of these and to no other: asked again, the name may answer
 * differently. Throws `SendError` (`dns`, `blocked`).
 */
export async function resolveJudged(
  hostname: string,
  allowed: AllowList,
  resolver: Resolver,
): Promise<readonly ResolvedAddress[]> {
  const host = plainHost(hostname)
  const family = isIP(host)
  const addresses =
    family === 0 ? await ask(host, resolver) : [{ address: host, family: family === 6 ? 6 : 4 } as const]
  if (allowed.hosts.has(host.toLowerCase().replace(/\.$/, ''))) return addresses
  const refused = addresses.find(({ address }) => !mayConnect(address, allowed))
  if (refused) throw new SendError('blocked', 'The host is not on the public internet, so nothing was sent.')
  return addresses
}

/** URLs have IPv6 addresses in brackets. */
function plainHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

async function ask(host: string, resolver: Resolver): Promise<readonly ResolvedAddress[]> {
  let found: readonly ResolvedAddress[]
  try {
    found = await resolver(host)
  } catch (error) {
    const code = (error as { code?: unknown }).code
    throw new SendError(
      'dns',
      code === 'ENOTFOUND' || code === 'ENODATA'
        ? `The name ${host} does not exist.`
        : `The name ${host} could not be looked up.`,
    )
  }
  if (found.length === 0) throw new SendError('dns', `The name ${host} has no address.`)
  return found
}
