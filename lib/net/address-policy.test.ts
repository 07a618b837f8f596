import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AllowList, mayConnect, NOTHING_ALLOWED, parseAllowList } from './address-policy.ts'

describe('an address', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.0.1.1',
    '100.63.255.255',
    '223.255.255.254',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('%s is public', (address) => {
    expect(mayConnect(address, NOTHING_ALLOWED)).toBe(true)
  })

  it.each([
    ['this host', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback, far end', '127.255.255.254'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['shared by carriers', '100.64.0.1'],
    ['link-local, cloud metadata', '169.254.169.254'],
    ['protocol assignments, cloud metadata', '192.0.0.192'],
    ['6to4 relay', '192.88.99.1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['benchmarks', '198.18.0.1'],
    ['benchmarks', '198.19.255.255'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped, in hex', '::ffff:7f00:1'],
    ['mapped public', '::ffff:8.8.8.8'],
    ['compatible', '::127.0.0.1'],
    ['translated', '::ffff:0:10.0.0.1'],
    ['NAT64 of a private one', '64:ff9b::10.0.0.1'],
    ['NAT64 of a public one', '64:ff9b::8.8.8.8'],
    ['NAT64, local', '64:ff9b:1::1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['unique local', 'fd00::1'],
    ['unique local, cloud metadata', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['discard', '100::1'],
    ['segment routing', '5f00::1'],
    ['no address', 'localhost'],
    ['nothing', ''],
  ])('of a kind that is not public is refused: %s %s', (_kind, address) => {
    expect(mayConnect(address, NOTHING_ALLOWED)).toBe(false)
  })

  it('in IPv6 that carries IPv4 is never let through, whatever it carries', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const hex = (x: number, y: number) => ((x << 8) | y).toString(16)
        const [high, low] = [hex(a, b), hex(c, d)]
        for (const form of [
          `::ffff:${a}.${b}.${c}.${d}`,
          `64:ff9b::${high}:${low}`,
          `2002:${high}:${low}::1`,
        ])
          expect(mayConnect(form, NOTHING_ALLOWED)).toBe(false)
      }),
    )
  })
})

describe('the list of what is allowed', () => {
  const list = (text: string): AllowList => parseAllowList(text) ?? expect.unreachable()

  it('has networks and addresses, and mapped forms of them', () => {
    const allowed = list('127.0.0.0/8, ::1, 10.1.2.3')
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '10.1.2.3', '::ffff:10.1.2.3'])
      expect([address, mayConnect(address, allowed)]).toEqual([address, true])
    for (const address of ['10.1.2.4', 'fe80::1', '::ffff:10.1.2.4'])
      expect([address, mayConnect(address, allowed)]).toEqual([address, false])
  })

  it('has host names', () => {
    expect([...list('Receiver.Internal, localhost').hosts]).toEqual(['receiver.internal', 'localhost'])
  })

  it.each(['http://x', '10.0.0.0/99', 'a b', '*'])('refuses %s', (text) => {
    expect(parseAllowList(text)).toBeNull()
  })
})
