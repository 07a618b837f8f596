/** Deeper than any schema, and not yet too deep for the stack. */
const MAX_DEPTH = 200

/**
 * Where a text stops being JSON, as an index; null when it is JSON all through. Browsers' own messages say it each in
 * another way, or not at all.
 */
export function jsonFaultAt(text: string): number | null {
  let at = 0
  const eat = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found !== null
  }
  const space = () => eat(/[ \t\r\n]*/y)

  function value(depth: number): boolean {
    space()
    if (depth > MAX_DEPTH) return false
    if (eat(/\{/y)) return members('}', () => string() && colon() && value(depth + 1))
    if (eat(/\[/y)) return members(']', () => value(depth + 1))
    return string() || eat(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y) || eat(/true|false|null/y)
  }
  function members(close: '}' | ']', member: () => boolean): boolean {
    const end = close === '}' ? /\}/y : /\]/y
    space()
    if (eat(end)) return true
    do {
      space()
      if (!member()) return false
      space()
    } while (eat(/,/y))
    return eat(end)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them bare in strings
  const string = () => eat(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y)
  const colon = () => {
    space()
    return eat(/:/y)
  }

  if (!value(0)) return at
  space()
  return at === text.length ? null : at
}

/** What is wrong with a text that is to be JSON, in words that say where; undefined when nothing is. */
export function jsonFault(text: string): string | undefined {
  const at = jsonFaultAt(text)
  return at === null ? undefined : `This is not JSON yet: ${placeOf(at, text)}.`
}

function placeOf(at: number, text: string): string {
  if (at >= text.trimEnd().length) return 'its end is missing'
  return `see line ${text.slice(0, at).split('\n').length}`
}
