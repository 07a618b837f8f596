import { narrowGroups, permissionGroups, type ScopeGroup } from '#lib/domain/api-keys/scope-groups.ts'
import { oauthScopes, permissionsOfScopes } from '#lib/domain/api-keys/scopes.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'

const dialectNames: ScopeGroup = {
  heading: 'The dialects’ own scopes',
  scopes: ['webhooks:manage', 'read', 'write'],
}

/**
 * What an app may be given, in groups: nothing that the reader may not do themselves, except for what it has already.
 */
export function appScopeGroups(
  permissions: readonly Permission[],
  held: readonly string[] = [],
): readonly ScopeGroup[] {
  const mayGive = (scope: string) => permissionsOfScopes([scope]).every((each) => permissions.includes(each))
  return narrowGroups(
    [dialectNames, ...permissionGroups],
    (scope) => oauthScopes.includes(scope) && (mayGive(scope) || held.includes(scope)),
  )
}

/** What an app may do, in short. */
export function scopesText(scopes: readonly string[]): string {
  const [first = ''] = scopes
  return scopes.length === 1 ? first : `${scopes.length} scopes`
}
