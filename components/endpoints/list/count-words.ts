import type { EndpointActivity } from '#lib/domain/deliveries/endpoint-activity.ts'

/** "1,204", and "10,000+" for what was counted no further. */
export function countText(count: number, isExact: boolean): string {
  return `${count.toLocaleString('en-US')}${isExact ? '' : '+'}`
}

/** What waits for a paused endpoint: "214 waiting". Null where nothing does. */
export function waitingText({
  held,
  heldIsWhole,
}: Pick<EndpointActivity, 'held' | 'heldIsWhole'>): string | null {
  return held === 0 ? null : `${countText(held, heldIsWhole)} waiting`
}
