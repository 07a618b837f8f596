import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { cutOff } from './kit/action-calls.ts'
import { visit } from './kit/alive.ts'
import { expectSound, faultsIn, type Look, NARROW, WIDE } from './kit/axe.ts'
import { dialog, leave, menu } from './kit/looks.ts'
import { expect, test } from './kit/own-team.ts'
import { open } from './kit/pages.ts'
import { enter, makeAccount, newEmail } from './kit/people.ts'

// the files' own order is one long test; these do not need each other
test.describe.configure({ mode: 'parallel', timeout: 120_000 })

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

test('what is open over a page is looked at by itself, and what lies under it once', async ({ visitor }) => {
  const page = await visitor()
  await visit(page, '/sign-in')
  const nameless = '<button type="button" style="width:40px;height:40px"></button>'
  const faint = '<p style="color:#ccc;background:#fff">Hard to read</p>'
  const over = (name: string, html: string, show: 'showModal' | 'showPopover'): Look => ({
    name,
    open: () =>
      page.evaluate(
        ([text, method]) => {
          document.body.insertAdjacentHTML('beforeend', text)
          const last = document.body.lastElementChild as HTMLDialogElement
          if (method === 'showPopover') last.popover = 'auto'
          last[method]()
        },
        [`<dialog aria-label="${name}">${html}</dialog>`, show] as const,
      ),
    shut: () => page.evaluate(() => document.body.lastElementChild?.remove()),
  })
  await page
    .getByRole('main')
    .evaluate((main, html) => main.insertAdjacentHTML('beforeend', html), nameless + faint)
  const looks = [
    { name: 'under' },
    over('modal', nameless + faint, 'showModal'),
    over('popover', nameless + faint, 'showPopover'),
    over('sound modal', 'Nothing wrong here', 'showModal'),
    over('sound popover', 'Nothing wrong here', 'showPopover'),
  ]
  const found = (await faultsIn(page, looks)).map((fault) =>
    'id' in fault ? `${fault.look}, ${fault.width}, ${fault.theme}: ${fault.id}` : fault,
  )
  const wrong = ['under', 'modal', 'popover'].flatMap((look) =>
    [WIDE, NARROW].flatMap(({ width }) => [
      `${look}, ${width}, light: button-name`,
      `${look}, ${width}, light: color-contrast`,
      `${look}, ${width}, dark: color-contrast`,
    ]),
  )
  expect(found.sort()).toEqual(wrong.sort())
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
