import { generic } from './generic.ts'
import { github, notion, slack, stripe } from './providers.ts'
import type { SetupField, Toolkit } from './toolkit.ts'

/** All of them, in the gallery's order. */
export const toolkits: readonly Toolkit[] = [slack, notion, github, stripe, generic]

const bySlug: ReadonlyMap<string, Toolkit> = new Map(toolkits.map((toolkit) => [toolkit.slug, toolkit]))

/** The toolkit of that slug, exactly as it is written. */
export function findToolkit(slug: string): Toolkit | undefined {
  return bySlug.get(slug)
}

/** For a stored row: one whose toolkit this build does not have is a fault of the installation. */
export function toolkitOf(slug: string): Toolkit {
  const toolkit = findToolkit(slug)
  if (!toolkit) throw new Error(`No toolkit ${slug}.`)
  return toolkit
}

/** The field of that name, or undefined; `constructor` and its like are no names. */
export function setupField(toolkit: Toolkit, name: string): SetupField | undefined {
  return Object.hasOwn(toolkit.setupFields, name) ? toolkit.setupFields[name] : undefined
}
