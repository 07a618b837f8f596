import { expect, test } from 'vitest'
import { clientAddressKey } from './client-address.ts'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::ffff', '2001:db8:1:2::/64'],
  ['::1', '::/64'],
  ['', null],
  ['unknown', null],
  ['203.0.113.9, 10.0.0.1', null],
  [undefined, null],
])('%j counts as %j', (address, key) => {
  expect(clientAddressKey(address)).toBe(key)
})
