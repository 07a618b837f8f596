/** Rooms that consist of several parts, each of which is a room of its own. */
const DIVIDED = ['components', 'lib/domain', 'lib/dialects']
const COMPONENT_KITS = ['ui', 'form', 'data-table', 'layout', 'feedback']

/**
 * The part of the house that a file belongs to: `app`, `components/form`, `lib/domain/endpoints`, `lib/db`, …
 * A single file directly below `lib` or the root is a room by itself.
 */
export function roomOf(file: string): string {
  const parts = file.split('/')
  for (const divided of DIVIDED) {
    const depth = divided.split('/').length
    if (!file.startsWith(`${divided}/`)) continue
    return parts.length > depth + 1 ? parts.slice(0, depth + 1).join('/') : divided
  }
  return parts[0] === 'lib' ? parts.slice(0, 2).join('/') : (parts[0] ?? file)
}

/** The line of the import table that a room follows. */
export function kindOf(room: string): string {
  if (/^[a-z]+\.config\.(ts|mjs)$/.test(room)) return 'config'
  const [first, second, third] = room.split('/')
  if (first === 'components') {
    if (second === 'ui') return 'components/ui'
    return COMPONENT_KITS.includes(second ?? '') ? 'components/kit' : 'components/feature'
  }
  if (second === 'domain') return 'lib/domain'
  if (second === 'dialects' && third && third !== 'kit') return 'lib/dialects/dialect'
  return room
}
