export type Side = 'top' | 'right' | 'bottom' | 'left'
export type Align = 'start' | 'center' | 'end'

type Box = { top: number; left: number; width: number; height: number }
type Size = { width: number; height: number }
export type Placement = { side: Side; align: Align; gapPx: number }

const opposite: Record<Side, Side> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' }
/** How far a panel stays from the window's edges. */
const edgePx = 8

function roomOn(side: Side, anchor: Box, view: Size, gapPx: number): number {
  const room = {
    top: anchor.top,
    left: anchor.left,
    bottom: view.height - anchor.top - anchor.height,
    right: view.width - anchor.left - anchor.width,
  }
  return room[side] - gapPx - edgePx
}

const between = (low: number, value: number, high: number) => Math.max(low, Math.min(value, high))

/**
 * Where a panel goes beside its anchor, in px of the window: on the side asked for, on the other side when only that
 * one has room, else on the roomier one with a limited height; and never out of the window.
 */
export function placeBeside(anchor: Box, panel: Size, view: Size, placement: Placement) {
  const { side: wanted, align, gapPx } = placement
  const upright = wanted === 'top' || wanted === 'bottom'
  const needed = upright ? panel.height : panel.width
  const room = roomOn(wanted, anchor, view, gapPx)
  const otherRoom = roomOn(opposite[wanted], anchor, view, gapPx)
  const side = needed <= room || room >= otherRoom ? wanted : opposite[wanted]
  const maxHeight = Math.floor(
    upright ? Math.max(room, needed <= room ? 0 : otherRoom) : view.height - 2 * edgePx,
  )
  const height = Math.min(panel.height, maxHeight)

  const along = { start: 0, center: 0.5, end: 1 }[align]
  let top: number
  let left: number
  if (upright) {
    top = side === 'bottom' ? anchor.top + anchor.height + gapPx : anchor.top - gapPx - height
    left = anchor.left + (anchor.width - panel.width) * along
  } else {
    left = side === 'right' ? anchor.left + anchor.width + gapPx : anchor.left - gapPx - panel.width
    top = anchor.top + (anchor.height - height) * along
  }
  return {
    side,
    maxHeight,
    top: Math.round(between(edgePx, top, Math.max(edgePx, view.height - height - edgePx))),
    left: Math.round(between(edgePx, left, Math.max(edgePx, view.width - panel.width - edgePx))),
  }
}
