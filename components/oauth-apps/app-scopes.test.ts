import { describe, expect, test } from 'vitest'
import { oauthScopes } from '#lib/domain/api-keys/scopes.ts'
import { ROLE_PERMISSIONS } from '#lib/domain/authz/permissions.ts'
import { appScopeGroups } from './app-scopes.ts'

const offered = (role: keyof typeof ROLE_PERMISSIONS, held?: string[]) =>
  appScopeGroups([...ROLE_PERMISSIONS[role]], held).flatMap(({ scopes }) => scopes)

describe('the scopes that an app may be given', () => {
  test('are all that there are for apps, each once, where the reader may do everything', () => {
    expect([...offered('owner')].sort()).toEqual([...oauthScopes].sort())
  })

  test('leave out what the reader may not do', () => {
    expect(offered('viewer')).toContain('endpoint:read')
    expect(offered('viewer')).not.toContain('endpoint:update')
    expect(offered('viewer')).not.toContain('webhooks:manage')
  })

  test('keep what the app has already', () => {
    expect(offered('viewer', ['webhooks:manage'])).toContain('webhooks:manage')
  })
})
