import type { CatalogueEvent, EventCatalogue } from '#lib/domain/endpoints/profile.ts'

/** A published catalogue from `{ group: { 'event.type': 'what happened' } }`, in the order in which it is written. */
export function fixedCatalogue(
  ...parts: readonly Readonly<Record<string, Readonly<Record<string, string>>>>[]
): EventCatalogue & { readonly kind: 'fixed' } {
  const events: CatalogueEvent[] = []
  for (const part of parts)
    for (const [group, names] of Object.entries(part))
      for (const [type, description] of Object.entries(names)) events.push({ type, group, description })
  return { kind: 'fixed', events }
}
