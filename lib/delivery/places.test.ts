import { expect, test } from 'vitest'
import type { ClaimedDelivery } from '#lib/domain/deliveries/claim.ts'
import { AHEAD_MS, Places, type PlacesOptions } from './places.ts'
import { Rate } from './rate.ts'

let claims = 0
function claim(endpointId: string, size?: number): ClaimedDelivery {
  return {
    ...{ id: `d${++claims}`, endpointId, teamId: 't', messageId: 'm', eventType: 'a.b', attempts: 0 },
    ...{ manual: false, leasedUntil: new Date(0), endpoint: null },
    message:
      size === undefined ? null : { number: 1, payload: {}, metadata: {}, occurredAt: new Date(0), size },
  }
}

function open(options: Partial<PlacesOptions> = {}): Places {
  return new Places({ perEndpoint: 2, total: 100, totalBytes: 1_000, nowMs: () => 0, ...options })
}

/** What the first claim of a round may take of an endpoint. */
function roomOf(places: Places, endpointId: string) {
  places.beginRound()
  return places.rooms().get(endpointId)
}

function finish(places: Places, endpointId: string, isSilent: boolean | null = false): void {
  places.ended(endpointId, isSilent)
  places.done(claim(endpointId))
}

test('places are counted for each endpoint and in all', () => {
  const places = open({ total: 3 })
  expect([places.take(claim('a')), places.take(claim('a'))]).toEqual([true, true])
  expect(places.left()).toBe(1)
  expect(roomOf(places, 'a')).toEqual({ taken: 2, room: 0 })
  places.take(claim('b'))
  expect(places.left()).toBe(0)
  finish(places, 'b', null)
  expect(places.left()).toBe(1)
  expect(roomOf(places, 'b')).toBeUndefined()
})

test('large ones leave fewer places, and give them back', () => {
  const places = open()
  const [large, small] = [claim('a', 400), claim('b', 100)]
  places.take(small)
  expect(places.left()).toBe(9)
  places.take(large)
  // half of the bytes is left, for two that are as large as these on average
  expect(places.left()).toBe(2)
  places.take(claim('c', 900))
  expect(places.left()).toBe(0)
  places.done(large)
  expect(places.left()).toBe(0)
  places.leave('all')
  places.done(small)
  expect(places.left()).toBe(1)
})

test('what finds no place waits, and begins in its turn', () => {
  const places = open()
  const [third, fourth] = [claim('a'), claim('a')]
  expect([claim('a'), claim('a'), third, fourth].map((one) => places.take(one))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(places.left()).toBe(96)
  expect(places.next('a')).toBeNull()
  finish(places, 'a')
  expect(places.next('b')).toBeNull()
  expect(places.next('a')).toBe(third)
  expect(places.next('a')).toBeNull()
  finish(places, 'a')
  expect(places.next('a')).toBe(fourth)
  expect(places.hasWaiting()).toBe(false)
})

test('an endpoint may have twice as many ahead as it answered in the last round of claims', () => {
  const places = open()
  for (let i = 0; i < 5; i++) {
    places.take(claim('a'))
    finish(places, 'a')
  }
  expect(roomOf(places, 'a')).toEqual({ taken: 0, room: 12 })
  // also with the next claim of the round
  expect(places.rooms().get('a')).toEqual({ taken: 0, room: 12 })
  expect(roomOf(places, 'a')).toBeUndefined()
  places.take(claim('a'))
  finish(places, 'a')
  for (let i = 0; i < 3; i++) places.take(claim('a'))
  expect(roomOf(places, 'a')).toEqual({ taken: 3, room: 1 })
  expect(roomOf(places, 'a')).toEqual({ taken: 3, room: -1 })
})

test('what a team has in our hands is counted, waiting or not', () => {
  const places = open()
  for (let i = 0; i < 3; i++) places.take(claim('a'))
  places.take({ ...claim('b'), teamId: 'u' })
  expect([...places.teams()]).toEqual([
    ['t', 3],
    ['u', 1],
  ])
  places.leave('all')
  finish(places, 'a')
  finish(places, 'a')
  expect([...places.teams()]).toEqual([['u', 1]])
})

test('none has many ahead', () => {
  const places = open({ total: 1_000 })
  for (let i = 0; i < 500; i++) {
    places.take(claim('a'))
    finish(places, 'a')
  }
  expect(roomOf(places, 'a')).toEqual({ taken: 0, room: 66 })
})

test('what waited for long leaves, and so does what waits for an endpoint that does not answer', () => {
  let nowMs = 0
  const places = open({ nowMs: () => nowMs })
  const taken = ['a', 'a', 'a', 'b', 'b', 'b'].map(claim)
  for (const one of taken) places.take(one)
  expect(places.leave('outdated')).toEqual([])
  nowMs = AHEAD_MS - 1
  const late = claim('a')
  places.take(late)
  expect(places.leave('outdated')).toEqual([])
  places.ended('b', true)
  expect(places.leave('outdated')).toEqual([taken[5]])
  nowMs = AHEAD_MS
  expect(places.isBarred('a')).toBe(false)
  places.ended('a', false)
  expect(places.next('a')).toBeNull()
  expect(places.isBarred('a')).toBe(true)
  expect(places.leave('outdated')).toEqual([taken[2]])
  expect(places.left()).toBe(95)
  expect(places.hasWaiting()).toBe(true)
  expect(places.leave('all')).toEqual([late])
  expect(places.left()).toBe(96)
  expect(places.hasWaiting()).toBe(false)
})

test('an endpoint that did not answer has one place until it answers', () => {
  const places = open({ perEndpoint: 8 })
  places.take(claim('a'))
  finish(places, 'a', true)
  expect(roomOf(places, 'a')).toEqual({ taken: 7, room: 1 })
  expect(places.take(claim('a'))).toBe(true)
  expect(roomOf(places, 'a')).toEqual({ taken: 8, room: 0 })
  expect(places.take(claim('a'))).toBe(false)
  finish(places, 'a', null)
  expect(places.next('a')).not.toBeNull()
  finish(places, 'a', false)
  expect(places.take(claim('a'))).toBe(true)
  expect(roomOf(places, 'a')).toEqual({ taken: 1, room: 9 })
})

test('a rate lets as many begin in a second as it says, and says when the next one may; nothing is ahead', () => {
  let nowMs = 0
  const rate = new Rate(2, () => nowMs)
  const places = open({ perEndpoint: 8, rate })
  expect(rate.waitMs()).toBeNull()
  places.take(claim('a'))
  expect(roomOf(places, 'a')?.room).toBe(1)
  places.take(claim('a'))
  expect(roomOf(places, 'a')?.room).toBe(0)
  finish(places, 'a')
  finish(places, 'a')
  expect(roomOf(places, 'a')?.room).toBe(0)
  expect(rate.waitMs()).toBe(500)
  nowMs = 499
  expect(roomOf(places, 'a')?.room).toBe(0)
  nowMs = 500
  expect(roomOf(places, 'a')?.room).toBe(1)
  expect(rate.waitMs()).toBeNull()
  nowMs = 1_000
  expect(roomOf(places, 'a')).toBeUndefined()
})
