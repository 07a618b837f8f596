import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { credentialVerbs } from '#lib/testing/credential-verbs.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { insertDelivery } from '#lib/testing/deliveries.ts'
import { deliveryVerbs } from '#lib/testing/delivery-verbs.ts'
import {
  makeEndpoint,
  makeTeam,
  type TestContext,
  type TestTeam,
  validFields,
} from '#lib/testing/factories.ts'
import { inspectorVerbs } from '#lib/testing/inspector-verbs.ts'
import { jobVerbs } from '#lib/testing/job-verbs.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { makeSource, sourceSecret } from '#lib/testing/sources.ts'
import { getChange } from '../audit/get.ts'
import { listChanges } from '../audit/list.ts'
import { getDelivery } from '../deliveries/get-delivery.ts'
import { listAttempts } from '../deliveries/list-attempts.ts'
import { listDeliveries } from '../deliveries/list-deliveries.ts'
import { createEndpoint } from '../endpoints/create.ts'
import { currentSecrets } from '../endpoints/current-secrets.ts'
import { deleteEndpoint } from '../endpoints/delete.ts'
import { getEndpoint } from '../endpoints/get.ts'
import { getEndpoints } from '../endpoints/get-many.ts'
import { getEndpointWithSecret } from '../endpoints/get-with-secret.ts'
import { getEndpointWithSummary } from '../endpoints/get-with-summary.ts'
import { listEndpoints } from '../endpoints/list.ts'
import { listEndpointsOfDialect } from '../endpoints/list-of-dialect.ts'
import { revealSecret } from '../endpoints/reveal-secret.ts'
import { revertChange } from '../endpoints/revert.ts'
import { revokeSecret } from '../endpoints/revoke-secret.ts'
import { rotateSecret } from '../endpoints/rotate-secret.ts'
import { updateEndpoint } from '../endpoints/update.ts'
import { eventCatalogue } from '../event-types/catalogue.ts'
import { createEventType } from '../event-types/create.ts'
import { listEventTypes } from '../event-types/list.ts'
import { archiveEventType, updateEventType } from '../event-types/update.ts'
import { listFailingEndpoints } from '../failing-endpoints/list.ts'
import { inviteMember } from '../invitations/invite-member.ts'
import { listInvitations } from '../invitations/list-invitations.ts'
import { revokeInvitation } from '../invitations/revoke-invitation.ts'
import { changeRole } from '../members/change-role.ts'
import { listMembers } from '../members/list-members.ts'
import { pageMembers } from '../members/page-members.ts'
import { removeMember } from '../members/remove-member.ts'
import { isDomainError } from '../shared/errors.ts'
import { createSource } from '../sources/create.ts'
import { getSourceWithData } from '../sources/data.ts'
import { deleteSource } from '../sources/delete.ts'
import { getSource } from '../sources/get.ts'
import { listSources, pageSources } from '../sources/list.ts'
import { patchSource } from '../sources/patch.ts'
import { replaceSource } from '../sources/replace.ts'
import { revealSourceValue } from '../sources/reveal-secret-value.ts'
import { deleteTeam } from '../teams/delete-team.ts'
import { getDeliverySettings, updateDeliverySettings } from '../teams/delivery-settings.ts'
import { getTeam } from '../teams/get-team.ts'
import { removeDemo } from '../teams/remove-demo.ts'
import { updateTeam } from '../teams/update-team.ts'
import { type Permission, ROLE_PERMISSIONS, type Role, roles } from './permissions.ts'

useDatabase()

interface Scene {
  readonly team: TestTeam
  /** acts with every permission, to prepare */
  readonly owner: TestContext
  /** whose permission is judged */
  readonly ctx: TestContext
}

interface VerbCase {
  readonly permission: Permission
  /** prepares as the owner, and returns the call that is judged */
  readonly prepare: (scene: Scene) => Promise<() => Promise<unknown>>
}

const onEndpoint =
  (call: (scene: Scene, id: string) => Promise<unknown>): VerbCase['prepare'] =>
  async (scene) => {
    const { endpoint } = await makeEndpoint(scene.owner)
    return () => call(scene, endpoint.id)
  }
const plain =
  (call: (scene: Scene) => Promise<unknown>): VerbCase['prepare'] =>
  async (scene) =>
  () =>
    call(scene)
const onSource =
  (call: (scene: Scene, id: string) => Promise<unknown>): VerbCase['prepare'] =>
  async (scene) => {
    const source = await makeSource(scene.owner, 'generic')
    return () => call(scene, source.id)
  }
const address = () => `${crypto.randomUUID()}@example.test`

/** Every verb that asks for a permission, and which. */
const verbs: Record<string, VerbCase> = {
  ...credentialVerbs,
  ...deliveryVerbs,
  ...inspectorVerbs,
  getChange: {
    permission: 'change:read',
    prepare: async ({ owner, ctx }) => {
      const { change } = await makeEndpoint(owner)
      return () => getChange(ctx, change.id)
    },
  },
  listChanges: { permission: 'change:read', prepare: plain(({ ctx }) => listChanges(ctx, {})) },
  createEndpoint: {
    permission: 'endpoint:create',
    prepare: plain(async ({ ctx }) => {
      const made = await createEndpoint(ctx, { dialect: 'standard', fields: validFields.standard })
      if (made.secret) registerSecret('endpoint-secret', made.secret)
    }),
  },
  deleteEndpoint: {
    permission: 'endpoint:delete',
    prepare: onEndpoint(({ ctx }, id) => deleteEndpoint(ctx, { id })),
  },
  getDelivery: {
    permission: 'delivery:read',
    prepare: async ({ owner, ctx }) => {
      const { endpoint } = await makeEndpoint(owner)
      const deliveryId = await insertDelivery(endpoint)
      return () => getDelivery(ctx, { endpointId: endpoint.id, deliveryId })
    },
  },
  listAttempts: {
    permission: 'delivery:read',
    prepare: onEndpoint(({ ctx }, endpointId) =>
      listAttempts(ctx, { endpointId, sort: { by: 'created', order: 'desc' }, offset: 0, limit: 1 }),
    ),
  },
  listDeliveries: {
    permission: 'delivery:read',
    prepare: onEndpoint(({ ctx }, endpointId) =>
      listDeliveries(ctx, { endpointId, filter: {}, offset: 0, limit: 1 }),
    ),
  },
  getEndpointWithSummary: {
    permission: 'delivery:read',
    prepare: onEndpoint(({ ctx }, id) => getEndpointWithSummary(ctx, id)),
  },
  getEndpoint: { permission: 'endpoint:read', prepare: onEndpoint(({ ctx }, id) => getEndpoint(ctx, id)) },
  getEndpoints: {
    permission: 'endpoint:read',
    prepare: onEndpoint(({ ctx }, id) => getEndpoints(ctx, [id])),
  },
  listEndpoints: { permission: 'endpoint:read', prepare: plain(({ ctx }) => listEndpoints(ctx, {})) },
  listEndpointsOfDialect: {
    permission: 'endpoint:read',
    prepare: plain(({ ctx }) =>
      listEndpointsOfDialect(ctx, {
        dialect: 'standard',
        sort: { by: 'created', order: 'desc' },
        offset: 0,
        limit: 1,
      }),
    ),
  },
  getEndpointWithSecret: {
    permission: 'secret:reveal',
    prepare: onEndpoint(({ ctx }, id) => getEndpointWithSecret(ctx, id)),
  },
  currentSecrets: {
    permission: 'secret:reveal',
    prepare: onEndpoint(({ ctx }, id) => currentSecrets(ctx, [id])),
  },
  revealSecret: {
    permission: 'secret:reveal',
    prepare: onEndpoint(({ ctx }, id) => revealSecret(ctx, { id })),
  },
  revertChange: {
    permission: 'change:revert',
    prepare: async ({ owner, ctx }) => {
      const { endpoint } = await makeEndpoint(owner)
      const { change } = await updateEndpoint(owner, { id: endpoint.id, patch: { name: 'Other' } })
      return () => revertChange(ctx, { changeId: change?.id ?? '' })
    },
  },
  revokeSecret: {
    permission: 'secret:revoke',
    prepare: async ({ owner, ctx }) => {
      const { endpoint } = await makeEndpoint(owner)
      const rotated = await rotateSecret(owner, { id: endpoint.id })
      registerSecret('endpoint-secret', rotated.secret)
      return () => revokeSecret(ctx, { id: endpoint.id, secretId: rotated.endpoint.secrets[1]?.id ?? '' })
    },
  },
  rotateSecret: {
    permission: 'secret:rotate',
    prepare: onEndpoint(async ({ ctx }, id) =>
      registerSecret('endpoint-secret', (await rotateSecret(ctx, { id })).secret),
    ),
  },
  updateEndpoint: {
    permission: 'endpoint:update',
    prepare: onEndpoint(({ ctx }, id) => updateEndpoint(ctx, { id, patch: { active: false } })),
  },
  eventCatalogue: {
    permission: 'event-type:read',
    prepare: plain(async ({ ctx }) => {
      const profile = ctx.profile('standard')
      if (profile) await eventCatalogue(ctx, profile)
    }),
  },
  createEventType: {
    permission: 'event-type:manage',
    prepare: plain(({ ctx }) => createEventType(ctx, { name: 'order.shipped' })),
  },
  listEventTypes: { permission: 'event-type:read', prepare: plain(({ ctx }) => listEventTypes(ctx)) },
  updateEventType: {
    permission: 'event-type:manage',
    prepare: plain(({ ctx }) => updateEventType(ctx, { name: 'deal.won', patch: { description: 'x' } })),
  },
  archiveEventType: {
    permission: 'event-type:manage',
    prepare: plain(({ ctx }) => archiveEventType(ctx, { name: 'deal.won', archived: true })),
  },
  ...jobVerbs,
  inviteMember: {
    permission: 'member:manage',
    prepare: plain(async ({ ctx }) => {
      registerSecret(
        'invitation-token',
        (await inviteMember(ctx, { email: address(), role: 'viewer' })).token,
      )
    }),
  },
  listInvitations: { permission: 'member:manage', prepare: plain(({ ctx }) => listInvitations(ctx)) },
  revokeInvitation: {
    permission: 'member:manage',
    prepare: async ({ owner, ctx }) => {
      const { invitation, token } = await inviteMember(owner, { email: address(), role: 'viewer' })
      registerSecret('invitation-token', token)
      return () => revokeInvitation(ctx, { id: invitation.id })
    },
  },
  changeRole: {
    permission: 'member:manage',
    prepare: async ({ team, ctx }) => {
      const { actor } = await team.as('support')
      return () => changeRole(ctx, { userId: actor.id ?? '', role: 'viewer' })
    },
  },
  listMembers: { permission: 'member:read', prepare: plain(({ ctx }) => listMembers(ctx)) },
  pageMembers: { permission: 'member:read', prepare: plain(({ ctx }) => pageMembers(ctx, {})) },
  removeMember: {
    permission: 'member:manage',
    prepare: async ({ team, ctx }) => {
      const { actor } = await team.as(ctx.actor.role === 'viewer' ? 'support' : 'viewer')
      return () => removeMember(ctx, { userId: actor.id ?? '' })
    },
  },
  createSource: {
    permission: 'source:create',
    prepare: plain(({ ctx }) => createSource(ctx, { toolkit: 'slack', clientId: 'app' })),
  },
  getSourceWithData: {
    permission: 'source:read',
    prepare: onSource(({ ctx }, id) => getSourceWithData(ctx, id)),
  },
  getSource: { permission: 'source:read', prepare: onSource(({ ctx }, id) => getSource(ctx, id)) },
  listSources: { permission: 'source:read', prepare: plain(({ ctx }) => listSources(ctx)) },
  pageSources: { permission: 'source:read', prepare: plain(({ ctx }) => pageSources(ctx, {})) },
  patchSource: {
    permission: 'source:update',
    prepare: onSource(({ ctx }, id) => patchSource(ctx, id, { signature_prefix: 'v1=' })),
  },
  // with its mask the secret stays as it is, and `source:configure` is not asked for
  replaceSource: {
    permission: 'source:update',
    prepare: async ({ owner, ctx }) => {
      const source = await makeSource(owner, 'generic')
      const data = { webhook_signing_secret: sourceSecret(), signature_header: 'X-Sig' }
      const { source: made } = await replaceSource(owner, source.id, data)
      const shown = Object.fromEntries(made.values.map((value) => [value.name, value.shown]))
      return () => replaceSource(ctx, source.id, { ...shown, signature_header: 'X-Other' })
    },
  },
  authorizeValues: {
    permission: 'source:configure',
    prepare: onSource(({ ctx }, id) => patchSource(ctx, id, { webhook_signing_secret: sourceSecret() })),
  },
  deleteSource: { permission: 'source:delete', prepare: onSource(({ ctx }, id) => deleteSource(ctx, id)) },
  revealSourceValue: {
    permission: 'secret:reveal',
    prepare: async ({ owner, ctx }) => {
      const source = await makeSource(owner)
      await patchSource(owner, source.id, { app_token: sourceSecret() })
      return () => revealSourceValue(ctx, source.id, 'app_token')
    },
  },
  deleteTeam: {
    permission: 'team:delete',
    prepare: plain(({ ctx, team }) => deleteTeam(ctx, { confirm: team.slug })),
  },
  removeDemo: {
    permission: 'team:delete',
    prepare: async ({ ctx, team }) => {
      await db().team.update({ where: { id: team.id }, data: { isDemo: true } })
      return () => removeDemo(ctx)
    },
  },
  listFailingEndpoints: {
    permission: 'endpoint:read',
    prepare: plain(({ ctx }) => listFailingEndpoints(ctx)),
  },
  getDeliverySettings: { permission: 'team:read', prepare: plain(({ ctx }) => getDeliverySettings(ctx)) },
  updateDeliverySettings: {
    permission: 'team:update',
    prepare: plain(({ ctx }) => updateDeliverySettings(ctx, { patch: { retentionDays: 7 }, version: null })),
  },
  getTeam: { permission: 'team:read', prepare: plain(({ ctx }) => getTeam(ctx)) },
  updateTeam: {
    permission: 'team:update',
    prepare: plain(({ ctx }) => updateTeam(ctx, { patch: { name: 'Renamed' }, version: null })),
  },
}

async function scene(role: Role): Promise<Scene> {
  const team = await makeTeam()
  const owner = await team.as('owner')
  return { team, owner, ctx: role === 'owner' ? owner : await team.as(role) }
}

async function outcome(call: () => Promise<unknown>): Promise<'done' | 'forbidden'> {
  try {
    await call()
    return 'done'
  } catch (error) {
    if (isDomainError(error) && error.code === 'forbidden') return 'forbidden'
    throw error
  }
}

describe.each(Object.entries(verbs))('%s', (_name, { permission, prepare }) => {
  test.each([...roles])(`as %s, by ${permission}`, async (role) => {
    const made = await scene(role)
    const call = await prepare(made)
    const before = await db().change.count({ where: { teamId: made.team.id } })
    const allowed = ROLE_PERMISSIONS[role].has(permission)
    expect(await outcome(call)).toBe(allowed ? 'done' : 'forbidden')
    if (!allowed) expect(await db().change.count({ where: { teamId: made.team.id } })).toBe(before)
  })
})

test('the table has every verb that asks for a permission', () => {
  const root = path.resolve(import.meta.dirname, '..')
  const asking = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.') && !file.startsWith('authz'))
    .flatMap((file) => {
      const functions = readFileSync(path.join(root, file), 'utf8')
        .split(/^export (?:async )?function /m)
        .slice(1)
      return functions.filter((text) => /\bauthorize\(ctx/.test(text)).map((text) => text.match(/^\w+/)?.[0])
    })
  expect(asking.toSorted()).toEqual(Object.keys(verbs).toSorted())
})

test('a role holds all that the roles below it hold', () => {
  for (const [i, role] of roles.entries())
    for (const below of roles.slice(i))
      expect([...ROLE_PERMISSIONS[below]].filter((p) => !ROLE_PERMISSIONS[role].has(p))).toEqual([])
})
