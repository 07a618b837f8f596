import { expect, test } from 'vitest'
import { Places } from './places.ts'
import { Rate } from './rate.ts'

test('places are counted for each endpoint and in all', () => {
  const places = new Places(2, 3)
  places.take('a')
  places.take('a')
  expect(places.left()).toBe(1)
  expect([...places.busy()]).toEqual([['a', 2]])
  places.take('b')
  expect(places.left()).toBe(0)
})

test('a freed place can be had again', () => {
  const places = new Places(2, 2)
  places.take('a')
  places.take('b')
  places.ended('a', false)
  places.done()
  expect(places.left()).toBe(1)
  expect([...places.busy()]).toEqual([['b', 1]])
})

test('an endpoint that did not answer has one place until it answers', () => {
  const places = new Places(8, 100)
  places.take('a')
  places.ended('a', true)
  places.done()
  expect(places.busy().get('a')).toBe(7)
  places.take('a')
  expect(places.busy().get('a')).toBe(8)
  places.ended('a', null)
  places.done()
  expect(places.busy().get('a')).toBe(7)
  places.take('a')
  places.ended('a', false)
  places.done()
  expect(places.busy().has('a')).toBe(false)
})

test('a rate lets as many begin in a second as it says, and says when the next one may', () => {
  let nowMs = 0
  const rate = new Rate(2, () => nowMs)
  const places = new Places(8, 100, rate)
  expect(rate.waitMs()).toBeNull()
  places.take('a')
  expect(places.busy().get('a')).toBe(7)
  places.take('a')
  expect(places.busy().get('a')).toBe(8)
  places.ended('a', false)
  places.done()
  places.ended('a', false)
  places.done()
  expect(places.busy().get('a')).toBe(8)
  expect(rate.waitMs()).toBe(500)
  nowMs = 499
  expect(places.busy().get('a')).toBe(8)
  nowMs = 500
  expect(places.busy().get('a')).toBe(7)
  expect(rate.waitMs()).toBeNull()
  nowMs = 1_000
  expect(places.busy().has('a')).toBe(false)
})
