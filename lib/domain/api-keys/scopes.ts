import { type Permission, permissions, ROLE_PERMISSIONS, type Role } from '../authz/permissions.ts'

const endpointPermissions: readonly Permission[] = [
  'endpoint:read',
  'endpoint:create',
  'endpoint:update',
  'endpoint:delete',
  'endpoint:test',
]

/** Names that the wires of the dialects know, each for a set of our own permissions. */
const namedScopes = {
  /** Vendaze: all five operations, and the secret in full (lib/dialects/vendaze, contract section 1) */
  'webhooks:manage': [...endpointPermissions, 'event-type:read', 'secret:rotate', 'secret:reveal'],
  /** SelfCommunity: `read write` (contract section 1) */
  read: [...ROLE_PERMISSIONS.viewer].filter((permission) => permission !== 'api-key:own'),
  write: [
    ...[...ROLE_PERMISSIONS.developer].filter((permission) => permission !== 'api-key:own'),
    'endpoint:delete',
    'secret:reveal',
  ],
} as const satisfies Record<string, readonly Permission[]>

/** One table: what each scope of a key or token lets its holder do. Our own permissions stand for themselves. */
const SCOPE_PERMISSIONS: ReadonlyMap<string, readonly Permission[]> = new Map<string, readonly Permission[]>([
  ...permissions.map((permission) => [permission, [permission]] as const),
  ...Object.entries(namedScopes),
])

/** All scopes that there are. */
export const knownScopes: readonly string[] = [...SCOPE_PERMISSIONS.keys()]

/** The scopes that an OAuth app may be given: the wires' names, and our own permissions except over keys and the team. */
export const oauthScopes: readonly string[] = knownScopes.filter(
  (scope) => !/^(team:(update|delete)|member:manage|api-key:.*|oauth-app:.*)$/.test(scope),
)

/** With this among its scopes an access token is a JWT (Vendaze, contract section 1). */
export const JWT_SCOPE = 'webhooks:manage'

export function isScope(scope: string): boolean {
  return SCOPE_PERMISSIONS.has(scope)
}

/** What scopes stand for, each permission once, in the order of the table of roles. Unknown names stand for nothing. */
export function permissionsOfScopes(scopes: readonly string[]): readonly Permission[] {
  const key = scopes.join(' ')
  const known = recentGrants.get(key)
  if (known) return known
  const granted = new Set(scopes.flatMap((scope) => SCOPE_PERMISSIONS.get(scope) ?? []))
  const result = permissions.filter((permission) => granted.has(permission))
  if (recentGrants.size >= MAX_RECENT) recentGrants.clear()
  recentGrants.set(key, result)
  return result
}

/** Every request asks, and nearly always for a set of scopes that was asked for before. */
const recentGrants = new Map<string, readonly Permission[]>()
const MAX_RECENT = 1_000

/**
 * What a user's credential may do: what the role may, and of that only what the scopes name. `null` scopes: the role
 * alone decides.
 */
export function limitRole(role: Role, scopes: readonly string[] | null): ReadonlySet<Permission> {
  if (scopes === null) return ROLE_PERMISSIONS[role]
  return new Set(permissionsOfScopes(scopes).filter((permission) => ROLE_PERMISSIONS[role].has(permission)))
}
