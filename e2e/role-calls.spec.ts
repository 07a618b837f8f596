import type { Page } from '@playwright/test'
import { db } from '#lib/db/client.ts'
import { type Permission, ROLE_PERMISSIONS, type Role, roles } from '#lib/domain/authz/permissions.ts'
import { insertDelivery } from '#lib/testing/deliveries.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { sourceSecret } from '#lib/testing/sources.ts'
import { replay } from './kit/action-calls.ts'
import { allActions, gateCalls } from './kit/actions.ts'
import { furnish } from './kit/furnished.ts'
import { hold } from './kit/hold.ts'
import { expect, test } from './kit/own-team.ts'
import { beginTyping, editButton, field, history, open, row, toast } from './kit/pages.ts'
import { enter, makeAccount, newEmail } from './kit/people.ts'

const lacking = (permission: Permission) => roles.filter((role) => !ROLE_PERMISSIONS[role].has(permission))

/** The actions that a permission guards. The others are for every member, or for the own account. */
const guarded: Record<string, Permission> = {
  createEndpointAction: 'endpoint:create',
  updateEndpointAction: 'endpoint:update',
  deleteEndpointAction: 'endpoint:delete',
  revealSecretAction: 'secret:reveal',
  rotateSecretAction: 'secret:rotate',
  revokeSecretAction: 'secret:revoke',
  revertChangeAction: 'change:revert',
  previewBulkAction: 'endpoint:update',
  startBulkAction: 'endpoint:update',
  cancelJobAction: 'endpoint:update',
  undoJobAction: 'endpoint:update',
  replayDeliveryAction: 'delivery:replay',
  previewReplayAction: 'delivery:replay',
  startReplayAction: 'delivery:replay',
  sendTestAction: 'endpoint:test',
  dropHeldAction: 'endpoint:update',
  publishMessageAction: 'message:publish',
  openInboxAction: 'endpoint:test',
  setInboxAnswerAction: 'endpoint:test',
  clearInboxAction: 'endpoint:test',
  closeInboxAction: 'endpoint:test',
  createSourceAction: 'source:create',
  patchSourceAction: 'source:update',
  deleteSourceAction: 'source:delete',
  revealSourceValueAction: 'secret:reveal',
  // of the team; everybody makes their own
  createApiKeyAction: 'api-key:manage',
  listOauthAppsAction: 'oauth-app:manage',
  getOauthAppAction: 'oauth-app:manage',
  createOauthAppAction: 'oauth-app:manage',
  updateOauthAppAction: 'oauth-app:manage',
  rotateClientSecretAction: 'oauth-app:manage',
  revokeOauthAppAction: 'oauth-app:manage',
  createEventTypeAction: 'event-type:manage',
  updateEventTypeAction: 'event-type:manage',
  archiveEventTypeAction: 'event-type:manage',
  inviteMemberAction: 'member:manage',
  listInvitationsAction: 'member:manage',
  revokeInvitationAction: 'member:manage',
  changeRoleAction: 'member:manage',
  removeMemberAction: 'member:manage',
  updateTeamAction: 'team:update',
  updateDeliverySettingsAction: 'team:update',
  deleteTeamAction: 'team:delete',
  removeDemoAction: 'team:delete',
}
const forMembers = [
  ...['listEndpointsAction', 'getEndpointAction', 'listChangesAction', 'listEventTypesAction'],
  ...['listSourcesAction', 'getSourceAction', 'getJobAction'],
  ...['browseDeliveriesAction', 'inspectDeliveryAction', 'inspectAttemptAction'],
  ...['endpointHealthAction', 'endpointActivityAction'],
  'sampleMessageAction',
  ...['listInboxesAction', 'listRequestsAction', 'getRequestAction'],
  ...['listApiKeysAction', 'revokeApiKeyAction'],
  ...[
    'eventCatalogueAction',
    'payloadSamplesAction',
    'listMembersAction',
    'getTeamAction',
    'getDeliverySettingsAction',
    'listFailingEndpointsAction',
    'leaveTeamAction',
    'authorizeAppAction',
  ],
]
const forOneself = [
  ...['changeNameAction', 'changePasswordAction', 'signOutEverywhereAction', 'createTeamAction'],
  ...['acceptInvitationAction', 'acceptAsNewUserAction', 'denyAppAction'],
]

test('no server action is missing from these tests', () => {
  const known = [...Object.keys(guarded), ...forMembers, ...forOneself]
  expect(allActions().filter((name) => !known.includes(name))).toEqual([])
})

test.describe('a call that an owner makes is refused to everybody who may not make it', () => {
  // each deed is tried by six others first
  test.describe.configure({ timeout: 70_000 })

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

      const holdNext = await gateCalls(owner)
      await use((action, act) =>
        test.step(action, async () => {
          const permission = guarded[action]
          if (!permission) throw new Error(`No permission guards ${action}.`)
          const answered = holdNext(action, async (call) => {
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
          expect(await answered()).toMatch(/^0:\{"a":(?![\s\S]*"(serverError|validationErrors)")/)
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

  withOwner('many endpoints', async ({ team, owner, deed }) => {
    const { standard } = await furnish(team)
    const release = await hold(standard.id)
    await open(owner, team.path)
    await owner.getByRole('checkbox', { name: `Select ${standard.name}` }).check()
    const bar = owner.getByRole('region', { name: 'Selected rows' })
    await deed('previewBulkAction', () => bar.getByRole('button', { name: 'Pause' }).click())
    const dialog = owner.getByRole('dialog', { name: 'Pause endpoints' })
    await deed('startBulkAction', () => dialog.getByRole('button', { name: 'Change 1 endpoint' }).click())
    await deed('cancelJobAction', () => dialog.getByRole('button', { name: 'Stop' }).click())
    await expect(toast(owner, 'Stopped: 0 endpoints paused')).toBeVisible()
    await release()
    await expect(row(owner, standard.name).getByRole('switch')).not.toBeChecked()
    await owner.getByRole('checkbox', { name: `Select ${standard.name}` }).check()
    await bar.getByRole('button', { name: 'Activate' }).click()
    await owner.getByRole('button', { name: 'Change 1 endpoint' }).click()
    await deed('undoJobAction', () =>
      toast(owner, '1 endpoint activated').getByRole('button', { name: 'Undo' }).click(),
    )
    await expect(toast(owner, 'Undone')).toBeVisible()
  })

  withOwner('deliveries', async ({ team, owner, deed }) => {
    const { delivery } = await furnish(team)
    const drawer = owner.getByRole('dialog')
    const list = `/${team.slug}/deliveries`
    await open(owner, `${list}?delivery=${delivery}`)
    await deed('replayDeliveryAction', () => drawer.getByRole('button', { name: 'Replay' }).click())
    await open(owner, `${list}?state=failed`)
    await deed('previewReplayAction', () => owner.getByRole('button', { name: 'Replay all…' }).click())
    await deed('startReplayAction', () => drawer.getByRole('button', { name: /^Replay \d+ deliver/ }).click())
    const paused = await team.endpoint('standard', { url: 'https://127.0.0.1:9/hooks', active: false })
    await insertDelivery({ id: paused.id, teamId: team.ctx('owner').teamId }, { state: 'held' })
    await open(owner, paused.path)
    await deed('sendTestAction', async () => {
      await owner.getByRole('button', { name: 'Send test' }).click()
      await drawer.getByRole('button', { name: 'Send test' }).click()
    })
    await owner.keyboard.press('Escape')
    await field(owner, 'Active').getByRole('switch').click()
    await drawer.getByRole('radio', { name: /^Drop it/ }).check()
    await deed('dropHeldAction', () => drawer.getByRole('button', { name: 'Resume and drop' }).click())
    await expect(toast(owner, 'Endpoint is active')).toBeVisible()

    await open(owner, `/${team.slug}/events?type=invoice.created`)
    await owner.getByRole('button', { name: 'Publish…' }).click()
    const form = owner.getByRole('dialog', { name: 'Publish an event' })
    await deed('publishMessageAction', () => form.getByRole('button', { name: 'Publish' }).click())
    await expect(form).toContainText('It goes to')
  })

  withOwner('the inspector', async ({ team, owner, deed }) => {
    await open(owner, `/${team.slug}/inspector`)
    await deed('openInboxAction', () => owner.getByRole('button', { name: 'Open an inbox' }).click())
    await deed('setInboxAnswerAction', () =>
      owner.getByRole('combobox', { name: 'Status' }).selectOption('500'),
    )
    await expect(toast(owner, 'Inbox answers 500 at once')).toBeVisible()
    const confirm = owner.getByRole('alertdialog')
    await deed('clearInboxAction', async () => {
      await owner.getByRole('button', { name: 'Clear…' }).click()
      await confirm.getByRole('button', { name: 'Clear' }).click()
    })
    await deed('closeInboxAction', async () => {
      await owner.getByRole('button', { name: 'Close inbox…' }).click()
      await confirm.getByRole('button', { name: 'Close inbox' }).click()
    })
    await expect(owner.getByRole('button', { name: 'Open an inbox' })).toBeVisible()
  })

  withOwner('sources', async ({ team, owner, deed }) => {
    await open(owner, `/${team.slug}/sources/new?toolkit=generic`)
    await owner.getByRole('textbox', { name: 'Client ID' }).fill('scanner')
    await deed('createSourceAction', () => owner.getByRole('button', { name: 'Create source' }).click())
    await expect(owner.getByRole('heading', { level: 1, name: 'scanner' })).toBeVisible()
    await deed('patchSourceAction', async () => {
      await beginTyping(owner, 'Signature Header', 'X-Sig')
      await owner.keyboard.press('Enter')
    })
    await beginTyping(owner, 'Signing Secret', sourceSecret())
    await owner.keyboard.press('Enter')
    await expect(toast(owner, 'Signing Secret saved')).toBeVisible()
    await deed('revealSourceValueAction', () =>
      owner.getByRole('button', { name: 'Reveal Signing Secret' }).click(),
    )
    await deed('deleteSourceAction', async () => {
      await owner.getByRole('button', { name: 'Delete…' }).click()
      await owner.getByRole('alertdialog').getByRole('textbox').fill('scanner')
      await owner.getByRole('button', { name: 'Delete source' }).click()
    })
    await expect(owner.getByRole('heading', { name: 'No sources yet' })).toBeVisible()
  })

  withOwner('keys and apps', async ({ team, owner, deed }) => {
    const stored = () => owner.getByRole('button', { name: 'I have stored it' }).click()
    await open(owner, `/${team.slug}/keys`)
    await owner.getByRole('button', { name: /^New API key/ }).click()
    await owner.getByRole('textbox', { name: 'Name' }).fill('Nightly sync')
    await owner.getByRole('button', { name: 'Reading only' }).click()
    await deed('createApiKeyAction', () => owner.getByRole('button', { name: 'Create key' }).click())
    await stored()

    await open(owner, `/${team.slug}/keys/apps`)
    await owner.getByRole('button', { name: /^New OAuth app/ }).click()
    await owner.getByRole('textbox', { name: 'Name' }).fill('CRM bridge')
    await owner.getByRole('checkbox', { name: /endpoint:read/ }).check()
    await deed('createOauthAppAction', () => owner.getByRole('button', { name: 'Create app' }).click())
    await stored()
    await expect(owner.getByRole('heading', { level: 1, name: 'CRM bridge' })).toBeVisible()
    await deed('updateOauthAppAction', async () => {
      await beginTyping(owner, 'Name', 'CRM sync')
      await owner.keyboard.press('Enter')
    })
    await deed('rotateClientSecretAction', async () => {
      await owner.getByRole('button', { name: 'Rotate…' }).click()
      await owner.getByRole('button', { name: 'Rotate secret' }).click()
    })
    await stored()
    // asked for anew when the app has ended
    await deed('getOauthAppAction', async () => {
      await owner.getByRole('button', { name: 'Revoke…' }).click()
      await owner.getByRole('alertdialog').getByRole('textbox').fill('CRM sync')
      await deed('revokeOauthAppAction', () => owner.getByRole('button', { name: 'Revoke app' }).click())
    })
    await expect(owner.getByText(/^This app was revoked/)).toBeVisible()
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
    await deed('changeRoleAction', async () => {
      await owner.getByRole('combobox', { name: `Role of ${member.name}` }).selectOption('developer')
      await owner.getByRole('button', { name: 'Change role' }).click()
    })
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
    await deed('updateDeliverySettingsAction', async () => {
      await editButton(owner, 'Days kept').click()
      await field(owner, 'Days kept').getByRole('textbox').fill('7')
      await owner.keyboard.press('Enter')
    })
    await deed('deleteTeamAction', async () => {
      await owner.getByRole('button', { name: 'Delete…' }).click()
      await owner.getByRole('alertdialog').getByRole('textbox').fill(team.slug)
      await owner.getByRole('button', { name: 'Delete team' }).click()
    })
    await expect(owner).toHaveURL(/\/demo\/endpoints$/)
    expect(await db().team.count({ where: { slug: team.slug } })).toBe(0)
  })

  withOwner('the demo', async ({ team, owner, deed }) => {
    await furnish(team)
    await open(owner, `/${team.slug}/settings`)
    await deed('removeDemoAction', async () => {
      await owner.getByRole('button', { name: 'Remove the demo…' }).click()
      await owner.getByRole('alertdialog').getByRole('button', { name: 'Remove the demo' }).click()
    })
    await expect(owner).toHaveURL(/\/demo\/endpoints$/)
    expect(await db().team.count({ where: { slug: team.slug } })).toBe(0)
  })
})
