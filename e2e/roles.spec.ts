import type { Page } from '@playwright/test'
import { type Permission, ROLE_PERMISSIONS, type Role, roles } from '#lib/domain/authz/permissions.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { type Control, controlsIn, isControl, isForReading, type Kind } from './kit/controls.ts'
import { type Furnished, furnish } from './kit/furnished.ts'
import { expect, test } from './kit/own-team.ts'
import { open } from './kit/pages.ts'
import { enter, makeAccount } from './kit/people.ts'

const may = (role: Role, permission: Permission) => ROLE_PERMISSIONS[role].has(permission)

const control = (permission: Permission, kind: Kind, ...names: (string | RegExp)[]): Control[] =>
  names.map((name) => ({ kind, name, permission }))

/** What all endpoint pages have. */
const onEveryEndpoint = [
  ...control('endpoint:update', 'button', 'Edit Name', 'Edit Destination URL'),
  ...control('endpoint:update', 'switch', 'Active'),
  ...control('endpoint:update', 'checkbox', /./),
  ...control('secret:reveal', 'button', 'Reveal'),
  ...control('secret:rotate', 'button', 'Rotate…'),
  ...control('endpoint:test', 'button', 'Send test'),
  ...control('endpoint:delete', 'button', 'Delete…'),
]

type Screen = {
  path: (made: Furnished) => string
  heading: string | RegExp
  controls: readonly Control[]
  /** what who may do anything here does first, to see all of it */
  begin?: (page: Page) => Promise<void>
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
      ...control('endpoint:update', 'checkbox', /^Select /),
    ],
  },
  'an endpoint of Standard Webhooks': {
    path: ({ standard }) => `endpoints/${standard.id}`,
    heading: 'Billing sync',
    controls: [
      ...onEveryEndpoint,
      ...control('endpoint:update', 'button', 'Edit Description', 'Add header', 'Add key'),
      ...control('endpoint:update', 'button', 'Edit X-Team', 'Remove X-Team', 'Edit plan', 'Remove plan'),
      // not those of the charts
      ...control('endpoint:update', 'radio', /^(?!\d\d:\d\d UTC: )/),
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
    begin: async (page) => {
      await page.getByRole('radio', { name: /^Standard Webhooks/ }).check()
      await page.getByRole('radio', { name: 'Only those chosen below' }).check()
      await expect(page.getByRole('checkbox').first()).toBeVisible()
    },
    controls: [
      ...control('endpoint:create', 'radio', /./),
      ...control('endpoint:create', 'checkbox', /./),
      ...control('endpoint:create', 'textbox', 'Name', 'Destination URL', /^Description/),
      ...control('endpoint:create', 'switch', 'TLS verification', 'Active'),
      ...control('endpoint:create', 'button', 'Add header', 'Add key', 'Create endpoint'),
    ],
  },
  'the list of deliveries': {
    path: () => 'deliveries?state=failed',
    heading: 'Deliveries',
    controls: control('delivery:replay', 'button', 'Replay all…'),
  },
  'a delivery': {
    path: ({ delivery }) => `deliveries?delivery=${delivery}`,
    heading: 'invoice.created',
    dialog: true,
    controls: control('delivery:replay', 'button', 'Replay'),
  },
  'the list of sources': {
    path: () => 'sources',
    heading: 'Sources',
    controls: control('source:create', 'link', 'New source'),
  },
  'a source': {
    path: ({ source }) => `sources/${source.id}`,
    heading: 'warehouse-scanner',
    controls: [
      ...control('source:configure', 'button', 'Edit Signing Secret'),
      ...control('secret:reveal', 'button', 'Reveal Signing Secret'),
      ...control('source:update', 'button', 'Edit Signature Header', 'Edit Signature Encoding'),
      ...control('source:update', 'button', 'Edit Signature Prefix'),
      ...control('source:delete', 'button', 'Delete…'),
    ],
  },
  'the toolkits': {
    path: () => 'sources/new',
    heading: /^(New source|Your role does not include this)$/,
    controls: control('source:create', 'link', /^Slack /),
  },
  'a new source': {
    path: () => 'sources/new?toolkit=slack',
    heading: /^(New Slack source|Your role does not include this)$/,
    controls: [
      ...control('source:create', 'textbox', 'Client ID'),
      ...control('source:create', 'button', 'Create source'),
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
    controls: [
      ...control('event-type:manage', 'button', 'Edit Description', 'Edit JSON Schema', 'Archive'),
      ...control('message:publish', 'button', 'Publish…'),
    ],
  },
  'the inspector': {
    path: () => 'inspector',
    heading: 'Inspector',
    controls: [
      ...control('endpoint:test', 'button', 'Clear…', 'Close inbox…', 'New inbox…'),
      ...control('endpoint:test', 'combobox', 'Status', 'Delay'),
      ...control('endpoint:create', 'link', 'Create an endpoint that points here'),
    ],
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
  'the API keys': {
    path: () => 'keys',
    heading: 'API keys',
    controls: control('api-key:own', 'button', /^New API key/, /^Revoke Script of/, /^Script of/),
  },
  'the OAuth apps': {
    path: () => 'keys/apps',
    heading: /^(OAuth apps|Your role does not include this)$/,
    controls: control('oauth-app:manage', 'button', /^New OAuth app/),
  },
  'an OAuth app': {
    path: ({ app }) => `keys/apps/${app.id}`,
    heading: /^(CRM bridge|Your role does not include this)$/,
    controls: [
      ...control('oauth-app:manage', 'button', 'Edit Name', 'Edit Redirect addresses', 'Edit Scopes'),
      ...control('oauth-app:manage', 'button', 'Rotate…', 'Revoke…'),
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
      ...control('team:update', 'button', 'Edit Name', 'Edit Days kept', 'Edit Failing endpoints'),
      ...control('team:delete', 'button', 'Remove the demo…', 'Delete…'),
    ],
  },
}

for (const role of roles) {
  test(`${role}: every control of every screen is there, says why not, or is absent`, async ({
    team,
    as,
  }) => {
    // it goes through all of them
    test.setTimeout(150_000)
    const made = await furnish(team)
    const page = await as(role)
    for (const [name, screen] of Object.entries(screens)) {
      await test.step(name, async () => {
        await open(page, `/${team.slug}/${screen.path(made)}`)
        if (screen.controls.some(({ permission }) => may(role, permission))) await screen.begin?.(page)
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
