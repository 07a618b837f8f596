import { isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * What attempts from one client are counted under: an IPv4 address, or the /64 network of an IPv6 one, because a
 * single client has all of it. The server puts the client's own address into `x-forwarded-for`, alone, and removes
 * what the client claimed. Null when there is none.
 */
export function clientAddressKey(headers: { readonly [name: string]: unknown }): string | null {
  const value = headers['x-forwarded-for']
  const address = typeof value === 'string' ? value.trim() : ''
  if (!ipaddr.isValid(address)) return null
  if (!isIPv6(address)) return address
  const v6 = ipaddr.IPv6.parse(address)
  if (v6.isIPv4MappedAddress()) return v6.toIPv4Address().toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${v6.toString()}/64`).toString()}/64`
}
