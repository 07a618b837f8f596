import { describe, expect, test } from 'vitest'
import { type Role, roles } from '../authz/permissions.ts'
import { grantableRoles, roleChangeFault } from './rules.ts'

const everyChange = roles.flatMap((actorRole) =>
  roles.flatMap((targetRole) =>
    [...roles, null].map((nextRole) => [actorRole, targetRole, nextRole] as [Role, Role, Role | null]),
  ),
)

describe('roleChangeFault', () => {
  test('lets only owners touch the role of owner, in all combinations', () => {
    const allowed = everyChange.filter(
      ([actorRole, targetRole, nextRole]) =>
        (targetRole === 'owner') !== (nextRole === 'owner') &&
        roleChangeFault({ actorRole, targetRole, nextRole, ownerCount: 2 }) === null,
    )
    expect(new Set(allowed.map(([actorRole]) => actorRole))).toEqual(new Set(['owner']))
  })

  test('lets nobody give or take a role above their own, in all combinations', () => {
    const rank = (role: Role) => roles.indexOf(role)
    const wrong = everyChange.filter(
      ([actorRole, targetRole, nextRole]) =>
        nextRole !== targetRole &&
        (rank(targetRole) < rank(actorRole) || (nextRole !== null && rank(nextRole) < rank(actorRole))) &&
        roleChangeFault({ actorRole, targetRole, nextRole, ownerCount: 2 }) === null,
    )
    expect(wrong).toEqual([])
  })

  test.each([...roles.filter((role) => role !== 'owner'), null])(
    'protects the last owner from becoming %s',
    (nextRole) => {
      const change = { actorRole: 'owner', targetRole: 'owner', nextRole } as const
      expect(roleChangeFault({ ...change, ownerCount: 1 })?.code).toBe('wrong_state')
      expect(roleChangeFault({ ...change, ownerCount: 2 })).toBeNull()
    },
  )

  test.each(roles)('has nothing against leaving a %s what they are', (role) => {
    expect(
      roleChangeFault({ actorRole: 'viewer', targetRole: role, nextRole: role, ownerCount: 1 }),
    ).toBeNull()
  })
})

test('an admin gives every role but owner', () => {
  expect(grantableRoles('admin')).toEqual(['admin', 'developer', 'support', 'viewer'])
  expect(grantableRoles('owner')).toEqual(roles)
})
