/** One table of roles and permissions. Key scopes, OAuth scopes and the screens use the same strings. */
export const roles = ['owner', 'admin', 'developer', 'support', 'viewer'] as const
export type Role = (typeof roles)[number]

export const permissions = [
  'team:read',
  'team:update',
  'team:delete',
  'member:read',
  'member:manage',
  'event-type:read',
  'event-type:manage',
  'endpoint:read',
  'endpoint:create',
  'endpoint:update',
  'endpoint:delete',
  'secret:rotate',
  'secret:revoke',
  'secret:reveal',
  'change:read',
  'change:revert',
  'source:read',
  'source:create',
  'source:update',
  'source:configure',
  'source:delete',
  'api-key:own',
  'api-key:manage',
  'oauth-app:manage',
  'delivery:read',
  'delivery:replay',
  'endpoint:test',
  'message:publish',
] as const
export type Permission = (typeof permissions)[number]

const viewer = [
  'team:read',
  'member:read',
  'event-type:read',
  'endpoint:read',
  'change:read',
  'source:read',
  'delivery:read',
  'api-key:own',
] as const
const support = [...viewer, 'delivery:replay', 'endpoint:test'] as const
const developer = [
  ...support,
  'event-type:manage',
  'endpoint:create',
  'endpoint:update',
  'secret:rotate',
  'secret:revoke',
  'change:revert',
  'source:create',
  'source:update',
  'message:publish',
] as const
const admin = [
  ...developer,
  'endpoint:delete',
  'secret:reveal',
  'member:manage',
  'team:update',
  'source:configure',
  'source:delete',
  'api-key:manage',
  'oauth-app:manage',
] as const
const owner = [...admin, 'team:delete'] as const

export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set<Permission>(owner),
  admin: new Set<Permission>(admin),
  developer: new Set<Permission>(developer),
  support: new Set<Permission>(support),
  viewer: new Set<Permission>(viewer),
}

/** Asked by verbs and by screens alike. */
export function can(who: { readonly permissions: ReadonlySet<Permission> }, permission: Permission): boolean {
  return who.permissions.has(permission)
}

/** `a` stands at or above `b`. */
export function atLeast(a: Role, b: Role): boolean {
  return roles.indexOf(a) <= roles.indexOf(b)
}

/** The least role that holds a permission: for the words beside a control that is not for everybody. */
export function leastRole(permission: Permission): Role {
  return [...roles].reverse().find((role) => ROLE_PERMISSIONS[role].has(permission)) ?? 'owner'
}
