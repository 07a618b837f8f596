import ipaddr from 'ipaddr.js'

/** Addresses and host names that may be reached although they are not public, as an operator lists them. */
export interface AllowList {
  readonly networks: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]
  /** lower case, without a dot at the end */
  readonly hosts: ReadonlySet<string>
}

export const NOTHING_ALLOWED: AllowList = { networks: [], hosts: new Set() }

/**
 * Reads a list such as `127.0.0.0/8, ::1, receiver.internal`: addresses, networks and host names, separated by commas.
 * Null for a list with something else in it.
 */
export function parseAllowList(text: string): AllowList | null {
  const networks: (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[] = []
  const hosts = new Set<string>()
  for (const entry of text.split(',').flatMap((part) => part.trim() || [])) {
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry))
    else if (ipaddr.isValid(entry) && (entry.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(entry))) {
      const address = ipaddr.parse(entry)
      networks.push([address, address.kind() === 'ipv4' ? 32 : 128])
    } else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(entry)) hosts.add(entry.toLowerCase())
    else return null
  }
  return { networks, hosts }
}

/** Of IPv4 only this is the public internet. */
const PUBLIC_IPV4 = 'unicast'

/** Ranges that ipaddr.js calls unicast and that are not for the public all the same. */
const EXTRA_IPV4 = ['192.0.0.0/24', '192.88.99.0/24', '198.18.0.0/15'].map((range) =>
  ipaddr.IPv4.parseCIDR(range),
)
/** Global unicast is 2000::/3; what of it carries, or translates to, other addresses is refused. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')
const EXTRA_IPV6 = ['2001::/23', '2002::/16', '3fff::/20', '2001:db8::/32'].map((range) =>
  ipaddr.IPv6.parseCIDR(range),
)

/**
 * Whether a connection to an address may be opened: only to the public internet, or to what the operator allowed. Every
 * private, loopback, link-local, shared, documentation, multicast and metadata range is refused, and IPv6 forms that carry
 * an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), whatever they carry.
 */
export function mayConnect(address: string, allowed: AllowList): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (isListed(parsed, allowed)) return true
  if (parsed.kind() === 'ipv4') {
    const v4 = parsed as ipaddr.IPv4
    return v4.range() === PUBLIC_IPV4 && !EXTRA_IPV4.some((range) => v4.match(range))
  }
  const v6 = parsed as ipaddr.IPv6
  return v6.match(GLOBAL_IPV6) && !EXTRA_IPV6.some((range) => v6.match(range))
}

/** `::ffff:10.0.0.1` is on the list where 10.0.0.1 is. */
function isListed(address: ipaddr.IPv4 | ipaddr.IPv6, { networks }: AllowList): boolean {
  const v6 = address.kind() === 'ipv6' ? (address as ipaddr.IPv6) : null
  const plain = v6?.isIPv4MappedAddress() ? v6.toIPv4Address() : address
  return networks.some(([network, bits]) => plain.kind() === network.kind() && plain.match(network, bits))
}
