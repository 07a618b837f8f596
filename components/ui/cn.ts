import { type ClassValue, clsx } from 'clsx'

/*
 * Of two utilities that set the same thing the later must win, or `className` could not overrule a component's own
 * classes: the order in the style sheet decides, not the order in the attribute. The general library for this weighs
 * as much as a page's own code; the few groups below are the ones that are overruled here. What is in none of them stays.
 */

const words: Record<string, string> = {}
function group(name: string, members: string) {
  for (const member of members.split(' ')) words[member] = name
}
group('display', 'block inline-block inline flex inline-flex grid inline-grid contents hidden')
group('position', 'static fixed absolute relative sticky')
group('text-align', 'text-left text-center text-right text-start text-end')
group('font-size', 'text-xs text-sm text-base text-lg text-xl')
group('text-wrap', 'text-wrap text-nowrap text-balance text-pretty')
group('font-family', 'font-sans font-mono')
group('text-overflow', 'truncate text-ellipsis text-clip')
group('flex-direction', 'flex-row flex-row-reverse flex-col flex-col-reverse')
group('flex-wrap', 'flex-wrap flex-nowrap')
group('flex', 'flex-1 flex-auto flex-none flex-initial')
group('border-style', 'border-solid border-dashed border-none')
group('user-select', 'select-none select-text select-all select-auto')

/** Prefixes of which each is a group of its own; the rest of the class is the value. */
const prefixes = new Set(
  [
    'p px py pt pr pb pl m mx my mt mr mb ml w h size min-w max-w min-h max-h inset inset-x inset-y top right bottom left',
    'gap gap-x gap-y items justify self justify-items place-items content basis grow shrink order z opacity cursor',
    'overflow overflow-x overflow-y whitespace break leading tracking shadow animate transition duration ease delay',
    'rotate scale translate-x translate-y col row col-span row-span col-start row-start grid-cols grid-rows',
    'line-clamp align tabular appearance pointer-events bg font text',
    'rounded rounded-t rounded-r rounded-b rounded-l',
  ]
    .join(' ')
    .split(' '),
)

/** What a wider group sets besides itself. */
const covers: Record<string, string> = {
  p: 'px py pt pr pb pl',
  px: 'pl pr',
  py: 'pt pb',
  m: 'mx my mt mr mb ml',
  mx: 'ml mr',
  my: 'mt mb',
  size: 'w h',
  inset: 'inset-x inset-y top right bottom left',
  'inset-x': 'left right',
  'inset-y': 'top bottom',
  gap: 'gap-x gap-y',
  overflow: 'overflow-x overflow-y',
  rounded: 'rounded-t rounded-r rounded-b rounded-l',
  border: 'border-x border-y border-t border-r border-b border-l',
}

/** `border`, `border-t`, `border-x-2`: a width; anything else after `border-` is a colour. */
const borderWidth = /^(border(?:-[xytrbl])?)(?:-(?:\d+|\[\d[^\]]*\]))?$/

function groupOf(utility: string): string | undefined {
  const word = words[utility]
  if (word) return word
  const border = borderWidth.exec(utility)
  if (border) return border[1]
  if (utility.startsWith('border-')) return 'border-color'
  if (/^text-\[[\d.]/.test(utility)) return 'font-size'
  const plain = utility.startsWith('-') ? utility.slice(1) : utility
  for (let end = plain.lastIndexOf('-'); end > 0; end = plain.lastIndexOf('-', end - 1)) {
    const prefix = plain.slice(0, end)
    if (prefixes.has(prefix)) return prefix
  }
  return plain === 'rounded' || plain === 'transition' ? plain : undefined
}

/** Joins class names; of two that set the same property under the same conditions the later one wins. */
export function cn(...classes: ClassValue[]): string {
  const seen = new Set<string>()
  const kept: string[] = []
  for (const name of clsx(classes).split(' ').reverse()) {
    // The colon of a condition is outside of brackets: in `[&>a:hover]:mt-1` it is the last one.
    const at = name.replace(/\[[^\]]*\]/g, (inside) => '_'.repeat(inside.length)).lastIndexOf(':') + 1
    const condition = name.slice(0, at)
    const found = groupOf(name.slice(at))
    if (found === undefined) {
      kept.push(name)
      continue
    }
    if (seen.has(condition + found)) continue
    seen.add(condition + found)
    for (const covered of covers[found]?.split(' ') ?? []) seen.add(condition + covered)
    kept.push(name)
  }
  return kept.reverse().join(' ')
}
