import { expect, test } from 'vitest'
import { Remembered } from './remembered.ts'

test('a value is made once, and what was not asked for lately goes first', () => {
  const made: string[] = []
  const forgotten: string[] = []
  const names = new Remembered<string>(4, (value) => forgotten.push(value))
  const get = (name: string) =>
    names.get(name, () => {
      made.push(name)
      return name.toUpperCase()
    })
  expect(['a', 'b', 'c', 'a', 'd', 'a'].map(get)).toEqual(['A', 'B', 'C', 'A', 'D', 'A'])
  expect(made).toEqual(['a', 'b', 'c', 'd'])
  expect(forgotten).toEqual(['B'])
  expect(names.take().toSorted()).toEqual(['A', 'C', 'D'])
  expect(names.take()).toEqual([])
})

test('what could not be made is tried again', () => {
  const names = new Remembered<number>(2)
  expect(() =>
    names.get('a', () => {
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(names.get('a', () => 1)).toBe(1)
})
