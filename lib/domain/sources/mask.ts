const TAIL = '...'
const SHOWN = 4
/** of a shorter value four characters would show too much */
const SHORTEST_SHOWN = 9

/** Composio's house form (contract §5): the first four characters and `...`; `...` alone for short values. */
export function maskValue(value: string): string {
  const characters = [...value]
  return characters.length < SHORTEST_SHOWN ? TAIL : characters.slice(0, SHOWN).join('') + TAIL
}

/** Whether a text could be a mask of ours: then it is no value. */
export function isMask(text: string): boolean {
  const length = [...text].length
  return text.endsWith(TAIL) && (length === TAIL.length || length === SHOWN + TAIL.length)
}
