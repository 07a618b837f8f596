import type { Page } from '@playwright/test'
import { db } from '#lib/db/client.ts'
import { type Permission, ROLE_PERMISSIONS, type Role, roles } from '#lib/domain/authz/permissions.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { replay } from './kit/action-calls.ts'
import { allActions, beforeCall } from './kit/actions.ts'
import { untilAlive } from './kit/alive.ts'
import { type Control, controlsIn, isControl, isForReading, type Kind } from './kit/controls.ts'
import { expect, type OwnTeam, test } from './kit/own-team.ts'
import { beginTyping, editButton, field, history, open, row, toast } from './kit/pages.ts'
import { enter, makeAccount, newEmail } from './kit/people.ts'

const may = (role: Role, permission: Permission) => ROLE_PERMISSIONS[role].has(permission)
const lacking = (permission: Permission) => roles.filter((role) => !may(role, permission))

/** A team in which every control has something to act on. */
async function furnish(team: OwnTeam) {
  const HOUR_MS = 3_600_000
  const standard = await team.endpoint('standard', {
    name: 'Billing sync',
    headers: { 'X-Team': 'billing' },
    metadata: { plan: 'gold' },
  })
  await updateEndpoint(team.ctx('owner'), { id: standard.id, patch: { description: 'Production' } })
  const rotated = await rotateSecret(team.ctx('owner'), { id: standard.id, overlapMs: HOUR_MS })
  registerSecret('endpoint-secret', rotated.secret)
  const vendaze = await team.endpoint('vendaze', { name: 'CRM mirror', signing: true })
  const composio = await team.endpoint('composio', { name: 'Agent triggers' }, { by: 'admin' })
  const invited = newEmail('invited')
  const { token } = await inviteMember(team.ctx('owner'), { email: invited, role: 'viewer' })
  registerSecret('invitation-token', token)
  const member = await makeAccount('Casey', { team: { id: team.ctx('owner').teamId }, role: 'support' })
  await db().team.update({ where: { slug: team.slug }, data: { isDemo: true } })
  return { standard, vendaze, composio, invited, member }
}

type Furnished = Awaited<ReturnType<typeof furnish>>

const control = (permission: Permission, kind: Kind, ...names: (string | RegExp)[]): Control[] =>
  names.map((name) => ({ kind, name, permission }))

/** What all endpoint pages have. */
const onEveryEndpoint = [
  ...control('endpoint:update', 'button', 'Edit Name', 'Edit Destination URL'),
  ...control('endpoint:update', 'switch', 'Active'),
  ...control('endpoint:update', 'checkbox', /./),
  ...control('secret:reveal', 'button', 'Reveal'),
  ...control('secret:rotate', 'button', 'Rotate…'),
  ...control('endpoint:delete', 'button', 'Delete…'),
]

type Screen = {
  path: (made: Furnished) => string
  heading: string | RegExp
  controls: readonly Control[]
  /** it stands in a dialog over the page */
  dialog?: boolean
}

/** Every screen of a team with all its controls. What is missing here makes the test fail. */
const screens: Record<string, Screen> = {
  'the list of endpoints': {
    path: () => 'endpoints',
    heading: 'Endpoints',
    controls: [
      ...control('endpoint:create', 'link', 'New endpoint'),
      ...control('endpoint:update', 'switch', / active$/),
    ],
  },
  'an endpoint of Standard Webhooks': {
    path: ({ standard }) => `endpoints/${standard.id}`,
    heading: 'Billing sync',
    controls: [
      ...onEveryEndpoint,
      ...control('endpoint:update', 'button', 'Edit Description', 'Add header', 'Add key'),
      ...control('endpoint:update', 'button', 'Edit X-Team', 'Remove X-Team', 'Edit plan', 'Remove plan'),
      ...control('endpoint:update', 'radio', /./),
      ...control('endpoint:update', 'switch', 'TLS verification'),
      ...control('endpoint:create', 'link', 'Duplicate'),
      ...control('secret:revoke', 'button', 'Revoke now'),
      ...control('change:revert', 'button', /^Revert /),
    ],
  },
  'an endpoint whose signing can be turned off': {
    path: ({ vendaze }) => `endpoints/${vendaze.id}`,
    heading: 'CRM mirror',
    controls: [...onEveryEndpoint, ...control('endpoint:update', 'switch', 'Signing')],
  },
  'an endpoint with payload versions': {
    path: ({ composio }) => `endpoints/${composio.id}`,
    heading: 'Agent triggers',
    controls: [...onEveryEndpoint, ...control('endpoint:update', 'button', 'Edit Payload version')],
  },
  'a new endpoint': {
    path: () => 'endpoints/new',
    heading: /^(New endpoint|Your role does not include this)$/,
    controls: [
      ...control('endpoint:create', 'radio', /./),
      ...control('endpoint:create', 'button', 'Create endpoint'),
    ],
  },
  'the own events': {
    path: () => 'events',
    heading: 'Events',
    controls: control('event-type:manage', 'button', /^New event type/),
  },
  'an own event': {
    path: () => 'events?type=invoice.created',
    heading: 'invoice.created',
    dialog: true,
    controls: control('event-type:manage', 'button', 'Edit Description', 'Edit JSON Schema', 'Archive'),
  },
  'published events': { path: () => 'events?catalogue=storno', heading: 'Events', controls: [] },
  'the team': {
    path: () => 'team',
    heading: 'Team',
    controls: [
      ...control('member:manage', 'button', 'Invite', /^Remove /, /^Revoke the invitation/),
      ...control('member:manage', 'combobox', /^Role of /),
    ],
  },
  'the audit log': {
    path: () => 'audit',
    heading: 'Audit log',
    controls: control('change:revert', 'button', /^Revert /),
  },
  'the settings': {
    path: () => 'settings',
    heading: 'Settings',
    controls: [
      ...control('team:update', 'button', 'Edit Name'),
      ...control('team:delete', 'button', 'Remove the demo', 'Delete…'),
    ],
  },
}

for (const role of roles) {
  test(`${role}: every control of every screen is there, says why not, or is absent`, async ({
    team,
    as,
  }) => {
    const made = await furnish(team)
    const page = await as(role)
    for (const [name, screen] of Object.entries(screens)) {
      await test.step(name, async () => {
        await open(page, `/${team.slug}/${screen.path(made)}`)
        await untilAlive(page)
        await expectControls(page, screen, role)
      })
    }
  })
}

async function expectControls(
  page: Page,
  { controls, dialog = false, heading }: Screen,
  role: Role,
): Promise<void> {
  const place = dialog ? page.getByRole('dialog') : page.getByRole('main')
  await expect(place.getByRole('heading', { name: heading, level: dialog ? 2 : 1 })).toBeVisible()
  const shown = await controlsIn(place)
  for (const known of controls) {
    const { kind, name, permission } = known
    const found = shown.filter((each) => isControl(known, each))
    const said = `${kind} ${name} for ${role}, by ${permission}`
    if (may(role, permission)) {
      expect.soft(found.length, said).toBeGreaterThan(0)
      expect
        .soft(
          found.filter(({ disabled }) => disabled && kind !== 'radio'),
          said,
        )
        .toEqual([])
      continue
    }
    expect
      .soft(
        found.filter(({ disabled }) => !disabled),
        said,
      )
      .toEqual([])
    for (const each of found) {
      const dead = place.getByRole(kind, { name: each.name, exact: true })
      await expect.soft(dead, said).toHaveAccessibleDescription(/needs the role \w+/)
    }
  }
  const unknown = shown.filter(
    (each) => !isForReading(each) && !controls.some((known) => isControl(known, each)),
  )
  expect.soft(unknown, 'controls that the table does not know').toEqual([])
}

test('the palette and its key offer a new endpoint to those alone who may make one', async ({ team, as }) => {
  await team.endpoint('standard')
  for (const role of ['developer', 'support'] as const) {
    const page = await as(role)
    await open(page, team.path)
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Search or jump to' })
    await expect(palette.getByRole('option', { name: 'Audit log' })).toBeVisible()
    const count = may(role, 'endpoint:create') ? 1 : 0
    await expect(palette.getByRole('option', { name: 'New endpoint' })).toHaveCount(count)
    await page.keyboard.press('Escape')
    await page.keyboard.press('c')
    await page.keyboard.press('/')
    if (count === 0) await expect(page.getByRole('searchbox')).toBeFocused()
    else await page.waitForURL('**/endpoints/new')
  }
})

test('a screen of a team of others is not there for anybody else', async ({ team, as, app, visitor }) => {
  const made = await furnish(team)
  const outsider = await visitor()
  await enter(outsider, app, await makeAccount('Otto', { team: await makeTeam(), role: 'owner' }))
  for (const { path } of Object.values(screens)) {
    const answer = await outsider.request.get(`/${team.slug}/${path(made)}`)
    expect(answer.status()).toBe(404)
    expect(await answer.text()).not.toContain(`Team ${team.slug}`)
  }
  const viewer = await as('viewer')
  expect((await viewer.request.get(`/${team.slug}/endpoints`)).status()).toBe(200)
})

/** The actions that a permission guards. The others are for every member, or for the own account. */
const guarded: Record<string, Permission> = {
  createEndpointAction: 'endpoint:create',
  updateEndpointAction: 'endpoint:update',
  deleteEndpointAction: 'endpoint:delete',
  revealSecretAction: 'secret:reveal',
  rotateSecretAction: 'secret:rotate',
  revokeSecretAction: 'secret:revoke',
  revertChangeAction: 'change:revert',
  createEventTypeAction: 'event-type:manage',
  updateEventTypeAction: 'event-type:manage',
  archiveEventTypeAction: 'event-type:manage',
  inviteMemberAction: 'member:manage',
  listInvitationsAction: 'member:manage',
  revokeInvitationAction: 'member:manage',
  changeRoleAction: 'member:manage',
  removeMemberAction: 'member:manage',
  updateTeamAction: 'team:update',
  deleteTeamAction: 'team:delete',
  removeDemoAction: 'team:delete',
}
const forMembers = [
  ...['listEndpointsAction', 'getEndpointAction', 'listChangesAction', 'listEventTypesAction'],
  ...[
    'eventCatalogueAction',
    'payloadSamplesAction',
    'listMembersAction',
    'getTeamAction',
    'leaveTeamAction',
  ],
]
const forOneself = [
  ...['changeNameAction', 'changePasswordAction', 'signOutEverywhereAction', 'createTeamAction'],
  ...['acceptInvitationAction', 'acceptAsNewUserAction'],
]

test('no server action is missing from these tests', () => {
  const known = [...Object.keys(guarded), ...forMembers, ...forOneself]
  expect(allActions().filter((name) => !known.includes(name))).toEqual([])
})

test.describe('a call that an owner makes is refused to everybody who may not make it', () => {
  type Deed = (action: string, act: () => Promise<unknown>) => Promise<void>

  const withOwner = test.extend<{ owner: Page; deed: Deed }>({
    owner: async ({ as }, use) => use(await as('owner')),
    /** While the owner's call waits, all others try the same. Then it goes on, and is accepted. */
    deed: async ({ owner, as, visitor, app }, use) => {
      const outsider = await visitor()
      await enter(outsider, app, await makeAccount('Otto', { team: await makeTeam(), role: 'owner' }))
      const nobody = await visitor()
      const members = new Map<Role, Page>()
      for (const role of lacking('team:delete')) members.set(role, await as(role))

      await use((action, act) =>
        test.step(action, async () => {
          const permission = guarded[action]
          if (!permission) throw new Error(`No permission guards ${action}.`)
          const answered = await beforeCall(owner, action, async (call) => {
            const others: [Page, string, string][] = [
              ...lacking(permission).map((role) => [members.get(role) ?? nobody, 'forbidden', role] as const),
              [outsider, 'not_found', 'outsider'] as const,
              [nobody, 'unauthenticated', 'nobody'] as const,
            ].map(([page, code, who]) => [page, code, `${action} by ${who}`])
            await Promise.all(
              others.map(async ([page, code, said]) =>
                expect(await replay(page, call, call.input), said).toMatchObject({ serverError: { code } }),
              ),
            )
          })
          await act()
          expect(await answered()).toMatch(/^0:\{"a":(?![^]*"(serverError|validationErrors)")/)
        }),
      )
    },
  })

  withOwner('endpoints', async ({ team, owner, deed }) => {
    const { standard } = await furnish(team)
    await open(owner, `${team.path}/new`)
    await owner.getByRole('radio', { name: /^Storno/ }).check()
    await owner.getByRole('textbox', { name: 'Name' }).fill('Ledger')
    await owner.getByRole('textbox', { name: 'Destination URL' }).fill('https://ledger.example/in')
    await owner.getByRole('radio', { name: 'All events, current and future' }).check()
    await deed('createEndpointAction', () => owner.getByRole('button', { name: 'Create endpoint' }).click())
    await owner.getByRole('button', { name: 'I have stored it' }).click()

    await open(owner, standard.path)
    await deed('updateEndpointAction', async () => {
      await beginTyping(owner, 'Description', 'By the owner alone')
      await owner.keyboard.press('Enter')
    })
    await deed('revertChangeAction', async () => {
      const step = history(owner).filter({ hasText: 'By the owner alone' })
      await step.getByRole('button', { name: 'Revert Description' }).click()
    })
    await expect(toast(owner, 'Description reverted')).toBeVisible()
    await deed('revealSecretAction', () => owner.getByRole('button', { name: 'Reveal' }).click())
    await deed('revokeSecretAction', async () => {
      await owner.getByRole('button', { name: 'Revoke now' }).click()
      await owner.getByRole('alertdialog').getByRole('button', { name: 'Revoke now' }).click()
    })
    await deed('rotateSecretAction', async () => {
      await owner.getByRole('button', { name: 'Rotate…' }).click()
      await owner.getByRole('button', { name: 'Rotate secret' }).click()
    })
    await owner.getByRole('button', { name: 'I have stored it' }).click()
    await deed('deleteEndpointAction', async () => {
      await owner.getByRole('button', { name: 'Delete…' }).click()
      await owner.getByRole('alertdialog').getByRole('textbox').fill(standard.name)
      await owner.getByRole('button', { name: 'Delete endpoint' }).click()
    })
    await expect(row(owner, 'Ledger')).toBeVisible()
    await expect(row(owner, standard.name)).toHaveCount(0)
  })

  withOwner('event types', async ({ team, owner, deed }) => {
    await open(owner, `/${team.slug}/events`)
    await deed('createEventTypeAction', async () => {
      await owner.getByRole('button', { name: 'New event type' }).click()
      await owner.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('refund.sent')
      await owner.getByRole('button', { name: 'Add event type' }).click()
    })
    const sheet = owner.getByRole('dialog', { name: 'refund.sent' })
    await deed('updateEventTypeAction', async () => {
      await sheet.getByRole('button', { name: 'Edit Description' }).click()
      await field(owner, 'Description').getByRole('textbox').fill('Money went back.')
      await field(owner, 'Description').getByRole('button', { name: 'Save' }).click()
    })
    await deed('archiveEventTypeAction', () => sheet.getByRole('button', { name: 'Archive' }).click())
    await expect(sheet.getByRole('button', { name: 'Restore' })).toBeVisible()
  })

  withOwner('members', async ({ team, owner, deed }) => {
    const { invited, member } = await furnish(team)
    await open(owner, `/${team.slug}/team`)
    await deed('changeRoleAction', () =>
      owner.getByRole('combobox', { name: `Role of ${member.name}` }).selectOption('developer'),
    )
    await deed('removeMemberAction', async () => {
      await owner.getByRole('button', { name: `Remove ${member.name}` }).click()
      await owner.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    })
    await expect(owner.getByRole('cell', { name: member.email })).toHaveCount(0)
    await deed('revokeInvitationAction', async () => {
      await owner.getByRole('button', { name: `Revoke the invitation of ${invited}` }).click()
      await owner.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
    })
    await owner.getByRole('button', { name: 'Invite', exact: true }).click()
    const dialog = owner.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Email' }).fill(newEmail())
    await deed('inviteMemberAction', () => dialog.getByRole('button', { name: 'Create invitation' }).click())
    await dialog.getByRole('button', { name: 'Done' }).click()
    await owner.getByRole('button', { name: 'Invite', exact: true }).click()
    await dialog.getByRole('textbox', { name: 'Email' }).fill(newEmail())
    // asked for anew when there is one more
    await deed('listInvitationsAction', () =>
      dialog.getByRole('button', { name: 'Create invitation' }).click(),
    )
  })

  withOwner('the team itself', async ({ team, owner, deed }) => {
    await open(owner, `/${team.slug}/settings`)
    await deed('updateTeamAction', async () => {
      await editButton(owner, 'Name').click()
      await field(owner, 'Name').getByRole('textbox').fill('Renamed by the owner')
      await owner.keyboard.press('Enter')
    })
    await deed('deleteTeamAction', async () => {
      await owner.getByRole('button', { name: 'Delete…' }).click()
      await owner.getByRole('alertdialog').getByRole('textbox').fill(team.slug)
      await owner.getByRole('button', { name: 'Delete team' }).click()
    })
    await owner.waitForURL('**/demo/endpoints')
    expect(await db().team.count({ where: { slug: team.slug } })).toBe(0)
  })

  withOwner('the demo', async ({ team, owner, deed }) => {
    await furnish(team)
    await open(owner, `/${team.slug}/settings`)
    await deed('removeDemoAction', () => owner.getByRole('button', { name: 'Remove the demo' }).click())
    await owner.waitForURL('**/demo/endpoints')
    expect(await db().team.count({ where: { slug: team.slug } })).toBe(0)
  })
})
