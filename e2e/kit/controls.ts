import type { Locator } from '@playwright/test'
import type { Permission } from '#lib/domain/authz/permissions.ts'

const KINDS = ['button', 'switch', 'checkbox', 'radio', 'textbox', 'searchbox', 'combobox', 'link'] as const
export type Kind = (typeof KINDS)[number]

/** Something to press or to type in, and the permission that it needs. */
export type Control = { kind: Kind; name: string | RegExp; permission: Permission }

/** What a screen shows of one control, as assistive technology hears it. */
export type Shown = { kind: Kind; name: string; disabled: boolean }

const LINE = new RegExp(`^\\s*- '?(${KINDS.join('|')})(?: "((?:[^"\\\\]|\\\\.)*)")?(.*)$`)

/** All controls of a place, from its accessibility tree. */
export async function controlsIn(place: Locator): Promise<Shown[]> {
  const tree = await place.ariaSnapshot()
  return tree.split('\n').flatMap((line) => {
    const [, kind, name = '', rest = ''] = LINE.exec(line) ?? []
    if (kind === undefined) return []
    const text = name.replaceAll("''", "'").replaceAll('\\"', '"')
    return [{ kind: kind as Kind, name: text, disabled: rest.includes('[disabled]') }]
  })
}

/** Whether what is shown is the control of the table. */
export function isControl({ kind, name }: Control, shown: Shown): boolean {
  if (kind !== shown.kind) return false
  return typeof name === 'string' ? name === shown.name : name.test(shown.name)
}

/** What everybody may do who sees the screen: read, search, sort, copy, unfold. Links only lead to other screens. */
export function isForReading({ kind, name }: Shown): boolean {
  return kind === 'link' || kind === 'searchbox' || READING.some((known) => known.test(name))
}

const READING = [
  /^(State|Dialect|Event|Kind|Actor|Toolkit|Endpoint|Answer|Time)$/,
  /^(Pause|Resume) updates$/,
  // a filter with something chosen
  /^(Clear filter )?State(: |$)/,
  // a request of the inspector: opens its sheet
  /^POST \/$/,
  // of a delivery
  /^Attempt \d+ /,
  // an hour of a chart: shows its values
  /^\d\d:\d\d UTC: /,
  /^Sort: /,
  /^(Name|Updated)$/,
  /^(Previous|Next)$/,
  /^Copy /,
  /^(Show|Hide) (code|sample)/,
  /^(Show|Hide) \d* ?fields?$/,
  /^Show (older changes|all|less)/,
  /^and \d+ more$/,
  /^(Expand|Collapse) all$/,
  // a group of the checklist: "invoice 2 of 3"
  /\d+ of \d+$/,
  // an event type: opens its sheet
  /^[a-z]+\.[a-z.]+$/,
  /^Close$/,
  // everybody may go
  /^Leave…$/,
]

/** Names that are heard twice on the way in: of groups that stand in a group of the same name. */
export async function groupsNamedTwice(place: Locator): Promise<string[]> {
  const tree = await place.ariaSnapshot()
  const around: { depth: number; name: string }[] = []
  const twice: string[] = []
  for (const line of tree.split('\n')) {
    const [, indent, name] = /^(\s*)- '?(?:radio)?group "([^"]+)"/.exec(line) ?? []
    if (indent === undefined || name === undefined) continue
    while (around.length > 0 && (around.at(-1)?.depth ?? 0) >= indent.length) around.pop()
    if (around.some((outer) => outer.name === name)) twice.push(name)
    around.push({ depth: indent.length, name })
  }
  return twice
}
