import { expect, test } from 'vitest'
import { demoRemovalText } from './demo-text.ts'

test('removing the demo says how much goes', () => {
  const text = (endpoints: number, isExact: boolean, members: number) =>
    demoRemovalText({ endpoints, isExact, members }, false)
  expect(text(6, true, 5)).toContain('goes for good: 6 endpoints, 5 members, secrets')
  expect(text(1, true, 1)).toContain(': 1 endpoint, 1 member,')
  expect(text(100_000, false, 1_200)).toContain(': 100,000+ endpoints, 1,200 members,')
})

test('who was made up for the demo reads what becomes of their own account', () => {
  const contents = { endpoints: 6, isExact: true, members: 5 }
  expect(demoRemovalText(contents, true)).toContain('Your account goes too, unless')
  expect(demoRemovalText(contents, false)).not.toContain('Your account')
})
