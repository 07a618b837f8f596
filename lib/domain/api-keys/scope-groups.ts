import type { Permission } from '../authz/permissions.ts'

export interface ScopeGroup {
  readonly heading: string
  readonly scopes: readonly string[]
}

/** The permissions as screens group them, each in one group. */
export const permissionGroups: readonly (ScopeGroup & { readonly scopes: readonly Permission[] })[] = [
  {
    heading: 'Endpoints',
    scopes: [
      'endpoint:read',
      'endpoint:create',
      'endpoint:update',
      'endpoint:delete',
      'endpoint:test',
      'secret:rotate',
      'secret:revoke',
      'secret:reveal',
    ],
  },
  {
    heading: 'Events and deliveries',
    scopes: ['event-type:read', 'event-type:manage', 'message:publish', 'delivery:read', 'delivery:replay'],
  },
  {
    heading: 'Sources',
    scopes: ['source:read', 'source:create', 'source:update', 'source:configure', 'source:delete'],
  },
  {
    heading: 'Team and audit log',
    scopes: [
      'team:read',
      'team:update',
      'team:delete',
      'member:read',
      'member:manage',
      'change:read',
      'change:revert',
    ],
  },
  { heading: 'Keys and apps', scopes: ['api-key:own', 'api-key:manage', 'oauth-app:manage'] },
]

/** The groups with what of them passes; a group without anything is left out. */
export function narrowGroups(
  groups: readonly ScopeGroup[],
  passes: (scope: string) => boolean,
): readonly ScopeGroup[] {
  return groups
    .map(({ heading, scopes }) => ({ heading, scopes: scopes.filter(passes) }))
    .filter(({ scopes }) => scopes.length > 0)
}
