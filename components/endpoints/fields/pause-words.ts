/** What becomes of new events while an endpoint is paused: in the words of its dialect. */
export function pauseWords(active: boolean, whilePaused: 'hold' | 'drop'): string {
  if (whilePaused === 'hold')
    return active ? 'While paused, deliveries wait.' : 'Deliveries wait until it is active again.'
  return active ? droppedWords : 'New events are dropped, and never sent later.'
}

/** Said wherever endpoints of a dialect that keeps nothing are paused. */
export const droppedWords = 'While paused, new events are dropped for good.'
