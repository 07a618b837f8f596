import { describe, expect, it } from 'vitest'
import { menuStep, typeAhead } from './menu-keys.ts'

describe('moving in a menu', () => {
  it('goes round at both ends', () => {
    expect(menuStep('ArrowDown', 2, 3)).toBe(0)
    expect(menuStep('ArrowUp', 0, 3)).toBe(2)
    expect(menuStep('ArrowDown', -1, 3)).toBe(0)
    expect(menuStep('ArrowUp', -1, 3)).toBe(2)
  })

  it('jumps to the ends', () => {
    expect(menuStep('Home', 2, 3)).toBe(0)
    expect(menuStep('End', 0, 3)).toBe(2)
  })

  it('leaves other keys alone', () => {
    expect(menuStep('a', 0, 3)).toBeUndefined()
    expect(menuStep('ArrowDown', 0, 0)).toBeUndefined()
  })
})

describe('typing in a menu', () => {
  const labels = ['Duplicate', 'Delete…', 'Revoke', 'Rotate']

  it('finds the next item by its first letter', () => {
    expect(typeAhead(labels, 'd', -1)).toBe(0)
    expect(typeAhead(labels, 'd', 0)).toBe(1)
    expect(typeAhead(labels, 'dd', 1)).toBe(0)
  })

  it('stays on an item that still matches a longer word', () => {
    expect(typeAhead(labels, 're', 2)).toBe(2)
    expect(typeAhead(labels, 'ro', 2)).toBe(3)
  })

  it('finds nothing when nothing starts so', () => {
    expect(typeAhead(labels, 'x', 0)).toBe(-1)
  })
})
