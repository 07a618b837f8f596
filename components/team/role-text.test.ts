import { describe, expect, it } from 'vitest'
import { leastRole, type Permission, roles } from '#lib/domain/authz/permissions.ts'
import { roleText } from './role-text.ts'

const deeds: readonly [string, ...Permission[]][] = [
  ['sends tests', 'endpoint:test'],
  ['replays deliveries', 'delivery:replay'],
  [
    'creates and edits endpoints, sources',
    'endpoint:create',
    'endpoint:update',
    'source:create',
    'source:update',
  ],
  ['event types', 'event-type:manage'],
  ['publishes events', 'message:publish'],
  ['rotates secrets', 'secret:rotate'],
  ['deletes endpoints and sources', 'endpoint:delete', 'source:delete'],
  ['reveals secrets', 'secret:reveal'],
  ['manages members, keys and apps', 'member:manage', 'api-key:manage', 'oauth-app:manage'],
  ['deletes the team', 'team:delete'],
]

describe('the words of the roles', () => {
  it.each(deeds)('name «%s» where it begins', (deed, ...permissions) => {
    const naming = roles.filter((role) => roleText[role].description.includes(deed))
    for (const permission of permissions) expect(naming).toEqual([leastRole(permission)])
  })

  it('are different for each', () => {
    expect(new Set(roles.map((role) => roleText[role].description)).size).toBe(roles.length)
  })
})
