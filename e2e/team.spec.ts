import type { Page } from '@playwright/test'
import { db } from '#lib/db/client.ts'
import { INVITATION_LIFETIME_MS } from '#lib/domain/invitations/invitation.ts'
import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { startAppServer } from './harness/app-server.ts'
import { signIn } from './harness/test.ts'
import { visit } from './kit/alive.ts'
import { expect, type OwnTeam, test } from './kit/own-team.ts'
import { beginTyping, field, open, row, toast } from './kit/pages.ts'
import { enter, makeAccount, newEmail, newPassword } from './kit/people.ts'

const inside = (team: OwnTeam) => ({ id: team.ctx('owner').teamId })
const member = (page: Page, email: string) => page.getByRole('row').filter({ hasText: email })

/** Chooses another member's role, and answers the question. */
async function giveRole(page: Page, name: string, role: string): Promise<void> {
  await page.getByRole('combobox', { name: `Role of ${name}` }).selectOption(role)
  const dialog = page.getByRole('alertdialog', { name: `Make ${name} ${role}?` })
  await dialog.getByRole('button', { name: 'Change role' }).click()
  await expect(dialog).toHaveCount(0)
}

/** Invites by the dialog, and answers the link that it shows. */
async function inviteOn(page: Page, email: string, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox', { name: 'Email' })).toBeFocused()
  await dialog.getByRole('textbox', { name: 'Email' }).fill(email)
  await dialog.getByRole('radio', { name: new RegExp(`^${role}`) }).check()
  await dialog.getByRole('button', { name: 'Create invitation' }).click()
  await expect(page.getByRole('dialog', { name: `Invitation for ${email}` })).toBeVisible()
  const link = await dialog.getByText(/\/invite\//).innerText()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
  return link
}

/** A link without the dialog. */
async function invite(team: OwnTeam, email: string, clock?: ReturnType<typeof fakeClock>): Promise<string> {
  const { token } = await inviteMember(team.ctx('owner', clock && { clock }), { email, role: 'support' })
  return `/invite/${registerSecret('invitation-token', token)}`
}

test('an invitation makes a new account a member; its link is shown once and works once', async ({
  as,
  team,
  visitor,
}) => {
  const admin = await as('admin')
  await open(admin, `/${team.slug}/team`)
  const email = newEmail('nina')
  const link = await inviteOn(admin, email.toUpperCase(), 'Developer')
  const invitations = admin.getByRole('region', { name: 'Invitations' })
  await expect(invitations.getByText(email)).toBeVisible()
  await expect(invitations.getByText('Developer, invited by Amir Admin')).toBeVisible()
  const token = link.split('/').at(-1) ?? ''
  await admin.reload()
  await expect(invitations.getByText(email)).toBeVisible()
  expect(await admin.content()).not.toContain(token)

  const page = await visitor()
  await visit(page, link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Join Team ${team.slug}`)
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(email)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Nina New')
  const password = page.getByLabel('Password', { exact: true })
  await password.fill(email)
  await page.getByRole('button', { name: 'Create account and join' }).click()
  await expect(password).toHaveAccessibleDescription(/must not be the email address/)
  const chosen = newPassword()
  await password.fill(chosen)
  await page.getByRole('button', { name: 'Create account and join' }).click()
  await page.waitForURL(`**${team.path}`)
  await expect(page.getByRole('link', { name: 'New endpoint' })).toBeVisible()

  // the admin's page hears of it
  await expect(member(admin, email).getByRole('combobox')).toHaveValue('developer')
  await expect(invitations).toHaveCount(0)
  const late = await visitor()
  await visit(late, link)
  await expect(late.getByRole('heading', { level: 1, name: 'This invitation was used' })).toBeVisible()
  await signIn(late, email, chosen)
})

test('an existing account joins by signing in; another one cannot', async ({ app, team, visitor }) => {
  const account = await makeAccount('Ines')
  const link = await invite(team, account.email)
  const page = await visitor()
  await enter(page, app, await makeAccount('Otto'))
  await visit(page, link)
  await expect(page.getByText('The invitation is for another address.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Join/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Sign out and go on' }).click()
  await page.getByRole('link', { name: 'Sign in to join' }).click()
  await page.waitForURL('**/sign-in?callbackUrl=**')
  await page.getByRole('textbox', { name: 'Email' }).fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: `Join Team ${team.slug}` }).click()
  await page.waitForURL(`**${team.path}`)
  await page.goto(`/${team.slug}/team`)
  await expect(member(page, account.email)).toContainText('Support')
})

test('a link that does not work any more says why', async ({ as, team, visitor }) => {
  const email = newEmail()
  const replaced = await invite(team, email)
  const revoked = await invite(team, email)
  const past = fakeClock(new Date(Date.now() - INVITATION_LIFETIME_MS - 60_000))
  const expired = await invite(team, newEmail(), past)
  const admin = await as('admin')
  await open(admin, `/${team.slug}/team`)
  await admin.getByRole('button', { name: `Revoke the invitation of ${email}` }).click()
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(toast(admin, `The invitation of ${email} was revoked`)).toBeVisible()
  await expect(admin.getByText('Expired', { exact: true })).toBeVisible()

  const page = await visitor()
  for (const [link, title] of [
    [replaced, 'This invitation was withdrawn'],
    [revoked, 'This invitation was withdrawn'],
    [expired, 'This invitation has expired'],
    ['/invite/nobody-made-this', 'This link is not an invitation'],
  ] as const) {
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(page.getByRole('textbox')).toHaveCount(0)
  }
})

test('another role ends the sessions of who has it, and can be undone', async ({
  app,
  as,
  team,
  visitor,
}) => {
  const casey = await makeAccount('Casey', { team: inside(team), role: 'developer' })
  const page = await visitor()
  await enter(page, app, casey)
  await open(page, team.path)
  const admin = await as('admin')
  await open(admin, `/${team.slug}/team`)
  const role = admin.getByRole('combobox', { name: 'Role of Casey' })
  // none above the own
  await expect(role.getByRole('option')).toHaveText(['Admin', 'Developer', 'Support', 'Viewer'])
  const order = async () => (await admin.getByRole('row').allInnerTexts()).map((text) => text.split('\n')[0])
  const before = await order()
  // a step of the keys asks, and changes nothing
  await role.focus()
  await admin.keyboard.press('ArrowDown')
  const dialog = admin.getByRole('alertdialog', { name: 'Make Casey support?' })
  await expect(dialog).toContainText('sends tests and replays deliveries. They are signed out now.')
  await admin.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(role).toBeFocused()
  await expect(role).toHaveValue('developer')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Endpoints' })).toBeVisible()
  await giveRole(admin, 'Casey', 'viewer')
  await expect(toast(admin, 'Casey is viewer now')).toBeVisible()
  await expect(role).toBeFocused()

  await page.reload()
  await page.waitForURL('**/sign-in?callbackUrl=**')
  await page.getByRole('textbox', { name: 'Email' }).fill(casey.email)
  await page.getByLabel('Password', { exact: true }).fill(casey.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`**${team.path}`)
  await expect(page.getByText('Changing them needs the role developer or above.')).toBeVisible()

  // the row stays where it was until the next visit
  expect(await order()).toEqual(before)
  await admin.reload()
  await expect(role).toHaveValue('viewer')
  expect(await order()).not.toEqual(before)
  await giveRole(admin, 'Casey', 'support')
  await toast(admin, 'Casey is support now').getByRole('button', { name: 'Undo' }).click()
  await expect(role).toHaveValue('viewer')
})

test('who is removed is out at once', async ({ app, as, team, visitor }) => {
  const casey = await makeAccount('Casey', { team: inside(team), role: 'developer' })
  const page = await visitor()
  await enter(page, app, casey)
  const made = await team.endpoint('standard')
  await open(page, made.path)
  const admin = await as('admin')
  await open(admin, `/${team.slug}/team`)
  await admin.getByRole('button', { name: 'Remove Casey' }).click()
  const dialog = admin.getByRole('alertdialog', { name: 'Remove Casey?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(toast(admin, `Casey is no longer in Team ${team.slug}`)).toBeVisible()
  await expect(member(admin, casey.email)).toHaveCount(0)

  await page.goto(made.path)
  await page.waitForURL('**/sign-in?callbackUrl=**')
  await page.getByRole('textbox', { name: 'Email' }).fill(casey.email)
  await page.getByLabel('Password', { exact: true }).fill(casey.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible()
})

test('members are searched in the address, and come a page at a time', async ({ as, team }) => {
  const teamId = team.ctx('owner').teamId
  const users = Array.from({ length: 60 }, (_, at) => ({
    id: crypto.randomUUID(),
    name: `Member ${String(at).padStart(2, '0')}`,
    email: newEmail('member'),
    passwordHash: 'none',
    createdAt: new Date(),
    updatedAt: new Date(),
  }))
  await db().user.createMany({ data: users })
  await db().membership.createMany({
    data: users.map(({ id }) => ({ teamId, userId: id, role: 'support' as const, createdAt: new Date() })),
  })
  const page = await as('owner')
  await open(page, `/${team.slug}/team`)
  const pages = page.getByRole('navigation', { name: 'Pages of members' })
  const header = 1
  await expect(page.getByRole('row')).toHaveCount(header + 50)
  await expect(page.getByText('65', { exact: true })).toBeVisible()
  // the only owner, on whatever page
  await expect(member(page, 'owner@demo.test')).toContainText('A team needs an owner.')
  await pages.getByRole('button', { name: 'Next' }).click()
  await expect(member(page, users[59]?.email ?? '')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(header + 15)
  await expect(page).toHaveURL(/\?cursor=/)
  await page.goBack()
  await expect(member(page, 'owner@demo.test')).toBeVisible()

  await page.getByRole('searchbox').fill('member 59')
  await expect(page).toHaveURL(/\?search=member\+59$/)
  await expect(page.getByRole('row')).toHaveCount(header + 1)
  const last = page.getByRole('combobox', { name: 'Role of Member 59' })
  await giveRole(page, 'Member 59', 'viewer')
  await expect(toast(page, 'Member 59 is viewer now')).toBeVisible()
  await page.reload()
  await expect(last).toHaveValue('viewer')
  await page.getByRole('searchbox').fill('nobody is called so')
  await page.getByRole('button', { name: 'Clear search' }).last().click()
  await expect(page.getByRole('row')).toHaveCount(header + 50)
})

test('a team keeps an owner', async ({ app, team, visitor }) => {
  const page = await visitor()
  const olga = await makeAccount('Olga', { team: inside(team), role: 'owner' })
  await enter(page, app, olga)
  await open(page, `/${team.slug}/team`)
  const others = member(page, 'owner@demo.test')
  await others.getByRole('button', { name: 'Remove Olivia Owner' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(others).toHaveCount(0)

  const own = member(page, olga.email)
  await expect(own.getByText('A team needs an owner. Make somebody else an owner first.')).toBeVisible()
  await expect(own.getByRole('option', { name: 'Admin' })).toBeDisabled()
  await expect(own.getByRole('button', { name: 'Leave…' })).toHaveCount(0)

  // a second one makes room
  await giveRole(page, 'Amir Admin', 'owner')
  await expect(own.getByRole('button', { name: 'Leave…' })).toBeVisible()
  await own.getByRole('combobox').selectOption('viewer')
  const dialog = page.getByRole('alertdialog', { name: 'Become viewer yourself?' })
  await dialog.getByRole('button', { name: 'Change my role' }).click()
  await expect(page.getByText('Admins and owners invite and manage members.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Invite' })).toHaveCount(0)
})

test('a new team, the switcher between teams, and the way out', async ({ app, team, visitor }) => {
  const account = await makeAccount('Tilda', { team: inside(team), role: 'viewer' })
  const page = await visitor()
  await enter(page, app, account)
  await open(page, team.path)
  const switcher = page.getByRole('complementary', { name: 'Sidebar' }).getByRole('button')
  await switcher.click()
  await page.getByRole('menuitem', { name: 'New team' }).click()
  await page.waitForURL('**/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('  ')
  await page.getByRole('button', { name: 'Create team' }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(/must not be empty/)
  const name = `Süd & Söhne ${newEmail().slice(9, 17)}`
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Create team' }).click()
  const slug = name.replace('ü', 'u').replace('ö', 'o').replace(' & ', '-').replace(' ', '-').toLowerCase()
  await page.waitForURL(`**/${slug}/endpoints`)
  await expect(page.getByRole('heading', { name: 'No endpoints yet' })).toBeVisible()

  await switcher.click()
  await expect(page.getByRole('menuitem', { name, exact: true })).toHaveAttribute('aria-current', 'true')
  await page.getByRole('menuitem', { name: `Team ${team.slug}` }).click()
  await page.waitForURL(`**${team.path}`)
  await expect(page.getByText('Changing them needs the role developer or above.')).toBeVisible()
  // the last one is remembered
  await page.goto('/')
  await page.waitForURL(`**${team.path}`)

  await open(page, `/${team.slug}/team`)
  await member(page, account.email).getByRole('button', { name: 'Leave…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await page.waitForURL(`**/${slug}/endpoints`)
})

test('a team is renamed, its address stays; deleting it asks for the address', async ({
  app,
  team,
  visitor,
}) => {
  const olga = await makeAccount('Olga', { team: inside(team), role: 'owner' })
  const page = await visitor()
  await enter(page, app, olga)
  await open(page, `/${team.slug}/settings`)
  await beginTyping(page, 'Name', 'Northwind')
  await page.keyboard.press('Enter')
  await expect(toast(page, 'The team is called Northwind now')).toBeVisible()
  const frame = page.getByRole('complementary', { name: 'Sidebar' })
  await expect(frame.getByRole('button', { name: /^Northwind/ })).toBeVisible()
  await expect(field(page, 'Address')).toContainText(`/${team.slug}`)
  await toast(page, 'The team is called Northwind now').getByRole('button', { name: 'Undo' }).click()
  await expect(frame.getByRole('button', { name: new RegExp(`^Team ${team.slug}`) })).toBeVisible()

  await page.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog')
  const go = dialog.getByRole('button', { name: 'Delete team' })
  await go.click()
  await expect(dialog.getByRole('alert')).toHaveText('This is not the name yet.')
  await dialog.getByRole('textbox').fill(team.slug)
  await go.click()
  // the only team of hers is gone; what is left may be on its way to more than one page
  await expect(page).toHaveURL(/\/new$/)
  await expect(page.getByRole('heading', { name: 'Create your first team' })).toBeVisible()
  expect(await db().team.count({ where: { slug: team.slug } })).toBe(0)
})

test('removing the demo asks first, and takes all who were made up for it', async ({ visitor }, {
  workerIndex,
}) => {
  test.setTimeout(120_000)
  // of its own: the other tests need their demo
  const app = await startAppServer(`without_demo_${workerIndex}`)
  try {
    const page = await visitor({ baseURL: app.url })
    await signIn(page, 'admin@localhost', app.adminPassword)
    await expect(row(page, 'Billing sync')).toBeVisible()
    await open(page, '/demo/settings')
    await expect(field(page, 'Demo')).toContainText('Your account and your other teams stay.')
    await page.getByRole('button', { name: 'Remove the demo…' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Remove the demo?' })
    await expect(dialog).toContainText(/goes for good: \d+ endpoints, 6 members,/)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByRole('button', { name: 'Remove the demo…' })).toBeFocused()

    const demoOwner = await visitor({ baseURL: app.url })
    await signIn(demoOwner, 'owner@demo.test', app.demoPassword)
    await open(demoOwner, '/demo/settings')
    await expect(field(demoOwner, 'Demo')).toContainText('your account unless it is in another team')
    await demoOwner.getByRole('button', { name: 'Remove the demo…' }).click()
    await expect(demoOwner.getByRole('alertdialog')).toContainText('Your account goes too')

    await page.getByRole('button', { name: 'Remove the demo…' }).click()
    await dialog.getByRole('button', { name: 'Remove the demo' }).click()
    await expect(page).toHaveURL(/\/new$/)
    await expect(page.getByRole('heading', { name: 'Create your first team' })).toBeVisible()
    expect((await page.request.get('/demo/endpoints')).status()).toBe(404)

    const demoMember = await visitor({ baseURL: app.url })
    await visit(demoMember, '/sign-in')
    await demoMember.getByRole('textbox', { name: 'Email' }).fill('owner@demo.test')
    await demoMember.getByLabel('Password', { exact: true }).fill(app.demoPassword)
    await demoMember.getByRole('button', { name: 'Sign in' }).click()
    await expect(demoMember.getByRole('alert').first()).toHaveText('The email or the password is not right.')
  } finally {
    await app.stop()
  }
})
