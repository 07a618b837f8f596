/** Longer ones are shown as they are: laying them out would make the page wait. */
const MAX_LENGTH = 300_000

/**
 * JSON laid out for reading, two spaces deep, every value as it is written: numbers keep all their digits. What is not
 * JSON comes back as it is.
 */
export function prettyJson(text: string): string {
  if (text.length > MAX_LENGTH || !isJson(text)) return text
  const lines: string[] = []
  let [line, before] = ['', '']
  let depth = 0
  const turn = () => {
    lines.push(line)
    line = '  '.repeat(depth)
  }
  // strings whole, marks of structure one by one, other values whole
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    const isClosing = token === '}' || token === ']'
    const wasOpening = before === '{' || before === '['
    if (isClosing) depth -= 1
    // an empty object or list stays on its line
    if (before === ',' || wasOpening !== isClosing) turn()
    line += before === ':' ? ` ${token}` : token
    if (token === '{' || token === '[') depth += 1
    before = token
  }
  return [...lines, line].join('\n')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
