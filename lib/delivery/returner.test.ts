import { expect, test } from 'vitest'
import type { ClaimedDelivery } from '#lib/domain/deliveries/claim.ts'
import { makeReturner } from './returner.ts'

const claim = (id: string) => ({ id }) as ClaimedDelivery
const away = new Error('away')

function scene() {
  const released: string[] = []
  const state = { isAway: false, told: 0 }
  const giveBack = makeReturner({
    release: async (claims) => {
      if (state.isAway) throw away
      released.push(claims.map(({ id }) => id).join(''))
    },
    onReleased: () => {
      state.told += 1
    },
  })
  return { giveBack, released, state }
}

test('what comes while something is given back goes together', async () => {
  const { giveBack, released, state } = scene()
  await Promise.all([giveBack([claim('a')]), giveBack([claim('b')]), giveBack([claim('c'), claim('d')])])
  expect(released).toEqual(['a', 'bcd'])
  expect(state.told).toBe(2)
})

test('what could not be given back is owed', async () => {
  const { giveBack, released, state } = scene()
  state.isAway = true
  await expect(giveBack([claim('a')])).rejects.toBe(away)
  await expect(giveBack([claim('b')])).rejects.toBe(away)
  state.isAway = false
  await giveBack([])
  expect(released).toEqual(['ab'])
  await giveBack([])
  expect(state.told).toBe(1)
})
