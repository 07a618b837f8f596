import { isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * What attempts from one client are counted under: an IPv4 address, or the /64 network of an IPv6 one, because a
 * single client has all of it. `claimed` is the header `x-forwarded-for`, into which the server puts the client's own
 * address, alone, in place of what the client said. Null when there is none.
 */
export function clientAddressKey(claimed: unknown): string | null {
  const address = typeof claimed === 'string' ? claimed.trim() : ''
  if (!ipaddr.isValid(address)) return null
  if (!isIPv6(address)) return address
  const v6 = ipaddr.IPv6.parse(address)
  if (v6.isIPv4MappedAddress()) return v6.toIPv4Address().toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${v6.toString()}/64`).toString()}/64`
}
