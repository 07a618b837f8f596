import type { ChecklistGroup } from '#components/form/grouped-checklist.tsx'
import type { ScopeGroup } from '#lib/domain/api-keys/scope-groups.ts'
import { scopeWords } from '#lib/domain/api-keys/scope-words.ts'

/** Scopes to choose from, each in words and by its name. */
export function scopeChecklist(groups: readonly ScopeGroup[]): ChecklistGroup[] {
  return groups.map(({ heading, scopes }) => ({
    heading,
    items: scopes.map((scope) => ({ value: scope, label: scopeWords(scope), code: scope })),
  }))
}
