import { describe, expect, it } from 'vitest'
import { placeBeside } from './place-beside.ts'

const view = { width: 1000, height: 600 }
const below = { side: 'bottom', align: 'start', gapPx: 4 } as const
const panel = { width: 200, height: 100 }

describe('placeBeside', () => {
  it('puts a panel under its anchor, flush with its start', () => {
    expect(placeBeside({ top: 100, left: 50, width: 80, height: 32 }, panel, view, below)).toMatchObject({
      side: 'bottom',
      top: 136,
      left: 50,
    })
  })

  it('flushes with the end, or centres, when asked', () => {
    const anchor = { top: 100, left: 500, width: 80, height: 32 }
    expect(placeBeside(anchor, panel, view, { ...below, align: 'end' }).left).toBe(380)
    expect(placeBeside(anchor, panel, view, { ...below, align: 'center' }).left).toBe(440)
  })

  it('goes over the anchor when there is no room under it', () => {
    expect(placeBeside({ top: 520, left: 50, width: 80, height: 32 }, panel, view, below)).toMatchObject({
      side: 'top',
      top: 416,
    })
  })

  it('limits the height to the roomier side when it fits on neither', () => {
    const tall = { width: 200, height: 900 }
    const placed = placeBeside({ top: 400, left: 50, width: 80, height: 32 }, tall, view, below)
    expect(placed).toMatchObject({ side: 'top', maxHeight: 388, top: 8 })
  })

  it('stays inside the window', () => {
    expect(placeBeside({ top: 100, left: 950, width: 40, height: 32 }, panel, view, below).left).toBe(792)
    expect(
      placeBeside({ top: 10, left: 2, width: 10, height: 10 }, panel, view, { ...below, align: 'end' }).left,
    ).toBe(8)
  })

  it('stands beside the anchor for the other two sides', () => {
    const anchor = { top: 100, left: 50, width: 80, height: 32 }
    expect(placeBeside(anchor, panel, view, { side: 'right', align: 'center', gapPx: 4 })).toMatchObject({
      side: 'right',
      left: 134,
      top: 66,
    })
    expect(placeBeside(anchor, panel, view, { side: 'left', align: 'start', gapPx: 4 }).side).toBe('right')
  })
})
