import type { Page } from '@playwright/test'
import { profiles } from '#lib/dialects/profile.ts'
import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { cutOff } from './kit/action-calls.ts'
import { visit } from './kit/alive.ts'
import { expectSound, type Look, NARROW, type Size, WIDE } from './kit/axe.ts'
import { expect, test } from './kit/own-team.ts'
import { beginTyping, editButton, eventBox, field, open, toast } from './kit/pages.ts'
import { enter, makeAccount, newEmail } from './kit/people.ts'

// the files' own order is one long test; these do not need each other
test.describe.configure({ mode: 'parallel', timeout: 120_000 })

const leave = (page: Page) => page.keyboard.press('Escape')

/** A menu or panel on a button. */
const menu = (name: string | RegExp, role: 'menu' | 'dialog' = 'menu', size?: Size): Look => ({
  name: `menu ${name}`,
  ...(size && { size }),
  open: async (page) => {
    await page.getByRole('button', { name }).click()
    await expect(page.getByRole(role).last()).toBeVisible()
  },
  shut: async (page) => {
    await leave(page)
    await expect(page.getByRole(role)).toHaveCount(0)
  },
})

/** A dialog behind a button. */
const dialog = (button: string | RegExp, role: 'dialog' | 'alertdialog' = 'dialog'): Look => ({
  ...menu(button, 'dialog'),
  name: `dialog ${button}`,
  open: async (page) => {
    await page.getByRole('button', { name: button, exact: true }).first().click()
    await expect(page.getByRole(role)).toBeVisible()
  },
  shut: async (page) => {
    await leave(page)
    await expect(page.getByRole(role)).toHaveCount(0)
  },
})

/** The demo's endpoint of that name. */
async function openDemo(page: Page, name: string): Promise<void> {
  await open(page, `/demo/endpoints?search=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test('these tests see what is wrong, in the theme and at the width where it is', async ({ visitor }) => {
  const page = await visitor()
  await visit(page, '/sign-in')
  const faultsWith = async (html: string) => {
    await page.getByRole('main').evaluate((main, text) => main.insertAdjacentHTML('beforeend', text), html)
    const failure: unknown = await expectSound(page, [{ name: 'spoilt' }]).catch((error: unknown) => error)
    await page.getByRole('main').evaluate((main) => main.lastElementChild?.remove())
    return failure instanceof Error ? failure.message : ''
  }
  expect(await faultsWith('<button type="button" style="width:40px;height:40px"></button>')).toContain(
    'button-name',
  )
  const dark = await faultsWith('<p style="color:#222;background:light-dark(#fff,#111)">Hard to read</p>')
  expect(dark).toMatch(/color-contrast/)
  expect(dark).toMatch(/"theme": "dark"/)
  expect(dark).not.toMatch(/"theme": "light"/)
  const wide = await faultsWith('<div style="position:absolute;left:0;width:365px">Too wide for some</div>')
  expect(wide).toMatch(/"width": 360/)
  expect(wide).not.toMatch(/"width": (390|1440|2560)/)
})

test('the frame: navigation, menus, palette', async ({ as }) => {
  const page = await as('owner')
  await open(page, '/demo/settings')
  await expectSound(page, [
    menu(/switch team$/, 'menu', WIDE),
    menu('Theme and keyboard'),
    menu(/^Account of /),
    {
      ...menu('Search or jump to', 'dialog'),
      open: async () => {
        await page.getByRole('button', { name: 'Search or jump to' }).click()
        await page.getByRole('combobox').fill('billing')
        await expect(page.getByRole('option', { name: /^Billing sync/ })).toBeVisible()
      },
    },
    { ...menu('Open navigation', 'dialog', NARROW) },
    {
      name: 'team switcher in the sheet',
      size: NARROW,
      open: async () => {
        await page.getByRole('button', { name: 'Open navigation' }).click()
        await page.getByRole('button', { name: /switch team$/ }).click()
        await expect(page.getByRole('menu')).toBeVisible()
      },
      shut: async () => {
        await leave(page)
        await leave(page)
      },
    },
    {
      name: 'skip link',
      size: WIDE,
      open: () => page.getByRole('link', { name: 'Skip to content' }).focus(),
    },
  ])
})

test('the list of endpoints', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, '/demo/endpoints')
  await expectSound(page, [
    { name: 'endpoints' },
    menu('State'),
    menu('Dialect', 'dialog'),
    {
      ...menu('Event', 'dialog'),
      open: async () => {
        await page.getByRole('button', { name: 'Event', exact: true }).click()
        await expect(page.getByRole('option', { name: 'customer.created' })).toBeVisible()
      },
    },
    menu(/^Sort: /),
  ])
  await open(page, '/demo/endpoints?search=nothing-has-this&state=paused')
  await expectSound(page, [{ name: 'no match' }])
  await open(page, team.path)
  await expectSound(page, [{ name: 'first use' }])
  const viewer = await as('viewer')
  await open(viewer, '/demo/endpoints')
  await expectSound(viewer, [{ name: 'endpoints, as a viewer' }])
})

for (const name of ['Billing sync', 'Agent triggers', 'Community feed', 'Accounting bridge', 'CRM mirror']) {
  test(`the page of an endpoint: ${name}`, async ({ as }) => {
    const page = await as('owner')
    await openDemo(page, name)
    await expectSound(page, [{ name }, dialog('Rotate…'), dialog('Delete…', 'alertdialog')])
    if (name === 'Billing sync') {
      const viewer = await as('viewer')
      await openDemo(viewer, name)
      await expectSound(viewer, [{ name: `${name}, as a viewer` }])
    }
  })
}

test('an endpoint, being edited', async ({ as, team }) => {
  const made = await team.endpoint('standard', { headers: { 'X-Team': 'a', 'X-Api-Key': 'hidden-value' } })
  const page = await as('owner')
  await open(page, made.path)
  await beginTyping(page, 'Destination URL', 'no address')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Destination URL').getByRole('alert')).toBeVisible()
  await editButton(page, 'Name').click()
  await editButton(page, 'Description').click()
  await page.getByRole('button', { name: 'Edit X-Team' }).click()
  await page.getByRole('button', { name: 'Add key' }).click()
  await page.getByRole('checkbox', { name: 'All deal events' }).check()
  await eventBox(page, 'invoice.created').uncheck()
  await page.getByRole('button', { name: 'Show code for verifying' }).click()
  await expect(page.getByRole('tab', { name: 'Python' })).toBeVisible()
  await expectSound(page, [{ name: 'editing' }, dialog('Remove X-Api-Key', 'alertdialog')])
})

test('payload versions with their samples', async ({ as, team }) => {
  const made = await team.endpoint('composio', {}, { by: 'admin' })
  const page = await as('owner')
  await open(page, made.path)
  await page.getByRole('button', { name: 'Show sample' }).click()
  await expect(page.getByRole('region', { name: /^Sample of / })).toBeVisible()
  await expectSound(page, [
    { name: 'sample' },
    {
      name: 'choosing a version',
      open: () => editButton(page, 'Payload version').click(),
      shut: leave,
    },
  ])
})

test('signing: what turning it off does, and a secret that is shown once', async ({ as, team }) => {
  const made = await team.endpoint('vendaze', { signing: true })
  const page = await as('owner')
  await open(page, made.path)
  await expectSound(page, [
    {
      ...dialog('Signing', 'alertdialog'),
      open: () => page.getByRole('switch', { name: 'Signing' }).click(),
    },
  ])
  await page.getByRole('button', { name: 'Reveal' }).click()
  await expect(page.getByRole('button', { name: 'Hide' })).toBeVisible()
  await page.getByRole('button', { name: 'Rotate…' }).click()
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  await expect(page.getByRole('alertdialog', { name: 'New signing secret' })).toBeVisible()
  await expectSound(page, [{ name: 'secret, once' }])
})

test('two edits of one field, side by side', async ({ as, team }) => {
  const made = await team.endpoint('standard')
  const page = await as('owner')
  await open(page, made.path)
  await beginTyping(page, 'Description', 'Mine')
  const other = await as('developer')
  await open(other, made.path)
  await beginTyping(other, 'Description', 'Theirs')
  await other.keyboard.press('Enter')
  await expect(toast(other, 'Description saved')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take theirs' })).toBeVisible()
  await expectSound(page, [{ name: 'conflict' }])
})

test('a new endpoint, in each dialect', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, `${team.path}/new`)
  await expectSound(page, [
    { name: 'no dialect yet' },
    ...profiles.map(({ label }) => ({
      name: `new, ${label}`,
      open: async () => {
        await page.getByRole('radio', { name: new RegExp(`^${label}`) }).check()
        await expect(page.getByRole('textbox', { name: 'Destination URL' })).toBeVisible()
      },
    })),
    {
      name: 'refused',
      open: async () => {
        await page.getByRole('radio', { name: /^Standard/ }).check()
        await page.getByRole('button', { name: 'Add header' }).click()
        await page.getByRole('button', { name: 'Create endpoint' }).click()
        const name = page.getByRole('textbox', { name: 'Name', exact: true })
        await expect(name).toHaveAccessibleDescription(/empty|Enter/)
      },
    },
  ])
  const viewer = await as('viewer')
  await visit(viewer, `${team.path}/new`)
  await expectSound(viewer, [{ name: 'not for viewers' }])
})

test('events', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, '/demo/events')
  await expectSound(page, [
    { name: 'own events' },
    dialog(/^New event type/),
    {
      ...dialog('invoice.created'),
      open: async () => {
        await page.getByRole('button', { name: 'invoice.created', exact: true }).click()
        const sheet = page.getByRole('dialog')
        await sheet.getByRole('button', { name: 'Edit Description' }).click()
        await expect(sheet.getByRole('textbox')).toBeFocused()
      },
      shut: async () => {
        await leave(page)
        await leave(page)
        await expect(page.getByRole('dialog')).toHaveCount(0)
      },
    },
  ])
  for (const { dialect, catalogue, label } of profiles) {
    if (catalogue.kind === 'team') continue
    await open(page, `/demo/events?catalogue=${dialect}`)
    await expectSound(page, [{ name: `events of ${label}` }])
  }
  await open(page, `/${team.slug}/events?search=nothing-has-this`)
  await expectSound(page, [{ name: 'no event matches' }])
})

test('the audit log', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, '/demo/audit')
  await expectSound(page, [{ name: 'audit log' }, menu('Kind'), menu('Actor')])
  await open(page, `/${team.slug}/audit`)
  await expectSound(page, [{ name: 'nothing in the audit log' }])
})

test('the team, its members and invitations', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, '/demo/team')
  await expectSound(page, [
    { name: 'team' },
    dialog('Invite'),
    dialog('Remove Vera Viewer', 'alertdialog'),
    dialog(/^Revoke the invitation/, 'alertdialog'),
    dialog('Leave…', 'alertdialog'),
  ])
  await open(page, `/${team.slug}/team`)
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Email' }).fill(newEmail())
  await page.getByRole('button', { name: 'Create invitation' }).click()
  await expect(page.getByRole('button', { name: 'Copy invitation link' })).toBeVisible()
  await expectSound(page, [{ name: 'link of an invitation' }])
})

test('the settings of a team', async ({ as }) => {
  const page = await as('owner')
  await open(page, '/demo/settings')
  await expectSound(page, [{ name: 'settings' }, dialog('Delete…', 'alertdialog')])
  const viewer = await as('viewer')
  await open(viewer, '/demo/settings')
  await expectSound(viewer, [{ name: 'settings, as a viewer' }])
})

test('the own account, and a new team', async ({ app, as, visitor }) => {
  const page = await as('owner')
  await visit(page, '/account')
  await expectSound(page, [
    { name: 'account' },
    dialog('Change…'),
    dialog('Sign out everywhere…', 'alertdialog'),
  ])
  await visit(page, '/new')
  await page.getByRole('button', { name: 'Create team' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expectSound(page, [{ name: 'new team' }])
  const teamless = await visitor()
  await enter(teamless, app, await makeAccount('Tilda'))
  await visit(teamless, '/')
  await expect(teamless.getByRole('heading', { name: 'Create your first team' })).toBeVisible()
  await expectSound(teamless, [{ name: 'first team' }, { ...menu('Open navigation', 'dialog', NARROW) }])
})

test('signing in, and invitations', async ({ app, team, visitor }) => {
  const page = await visitor()
  await visit(page, '/sign-in')
  await expectSound(page, [
    { name: 'sign-in' },
    {
      name: 'sign-in, refused',
      open: async () => {
        await page.getByRole('button', { name: 'Sign in' }).click()
        await expect(page.getByRole('alert').first()).toBeVisible()
      },
    },
  ])
  const known = await makeAccount('Ines')
  const invite = async (email: string) => {
    const { token } = await inviteMember(team.ctx('owner'), { email, role: 'support' })
    return `/invite/${registerSecret('invitation-token', token)}`
  }
  await visit(page, await invite(newEmail()))
  await expectSound(page, [{ name: 'invitation of a new address' }])
  const forKnown = await invite(known.email)
  await visit(page, forKnown)
  await expectSound(page, [{ name: 'invitation of a known address' }])
  await visit(page, '/invite/nobody-made-this')
  await expectSound(page, [{ name: 'no invitation' }])
  await enter(page, app, known)
  await visit(page, forKnown)
  await expectSound(page, [{ name: 'joining' }])
  await visit(page, await invite(newEmail()))
  await expectSound(page, [{ name: 'invitation of somebody else' }])
})

test('what is not there, and what could not be loaded', async ({ as, team }) => {
  const page = await as('owner')
  await visit(page, '/demo/endpoints/nobody-made-this')
  await expectSound(page, [{ name: 'no such endpoint' }])
  await visit(page, '/no-such-team/endpoints')
  await expectSound(page, [{ name: 'no such team' }])
  const made = await team.endpoint('standard')
  await open(page, team.path)
  const mend = await cutOff(page, 'listEndpointsAction')
  await page.getByRole('switch', { name: `${made.name} active` }).click()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expectSound(page, [{ name: 'stale list, with a toast' }])
  await mend()
})
