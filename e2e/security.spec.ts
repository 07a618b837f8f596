import type { Page } from '@playwright/test'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { callBy, replay } from './kit/action-calls.ts'
import { visit } from './kit/alive.ts'
import { expect, test } from './kit/own-team.ts'
import { beginTyping, editButton, field, open, reload, toast } from './kit/pages.ts'
import { enter, makeAccount, newEmail } from './kit/people.ts'

/** One address of each screen, for somebody who is signed in. */
const screens = [
  ...[
    '/demo/endpoints',
    '/demo/endpoints/new',
    '/demo/events',
    '/demo/events?catalogue=storno',
    '/demo/team',
    '/demo/keys',
    '/demo/keys/apps',
  ],
  ...[
    '/demo/audit',
    '/demo/settings',
    '/account',
    '/new',
    '/demo/endpoints/nobody-made-this',
    '/no-such-team',
  ],
]
const open_ = ['/sign-in', '/invite/nobody-made-this']

const directives = (policy: string) =>
  new Map(policy.split('; ').map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]))

test('every page has its own nonce and runs nothing without it', async ({ as, visitor }) => {
  const [signedIn, nobody] = [await as('owner'), await visitor()]
  const nonces = new Set<string>()
  const addresses = [
    ...screens.map((path) => [signedIn, path] as const),
    ...open_.map((path) => [nobody, path] as const),
  ]
  for (const [page, path] of addresses) {
    const answer = await page.request.get(path)
    const headers = answer.headers()
    const policy = directives(headers['content-security-policy'] ?? '')
    const scripts = policy.get('script-src') ?? []
    const nonce = /^'nonce-([\w+/=]{20,})'$/.exec(
      scripts.find((source) => source.startsWith("'nonce-")) ?? '',
    )?.[1]
    expect(nonce, path).toBeDefined()
    nonces.add(nonce ?? '')
    expect(
      scripts.filter((source) => /unsafe|\*|https?:|data:/.test(source)),
      path,
    ).toEqual([])
    for (const name of ['frame-ancestors', 'object-src', 'base-uri', 'frame-src'])
      expect(policy.get(name), `${name} of ${path}`).toEqual(["'none'"])
    for (const name of ['default-src', 'connect-src', 'form-action', 'font-src'])
      expect(policy.get(name), `${name} of ${path}`).toEqual(["'self'"])
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cache-control': expect.stringContaining('no-store'),
    })
    expect(headers, path).not.toHaveProperty('x-powered-by')

    const tags = (await answer.text()).match(/<script\b[^>]*>/g) ?? []
    expect(tags.length, path).toBeGreaterThan(0)
    expect(
      tags.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([])
    expect((await answer.text()).match(/\son[a-z]+="/g), path).toBeNull()
  }
  expect(nonces.size).toBe(addresses.length)
})

test('no screen breaks its own policy, and none has an error in its console', async ({ as, team }) => {
  const page = await as('owner')
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    const expected = /the server responded with a status of 404/.test(message.text())
    if (message.type() === 'error' && !expected) faults.push(`${page.url()}: ${message.text()}`)
  })
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    ),
  )
  const made = await team.endpoint('composio', {}, { by: 'admin' })
  for (const path of [...screens, made.path]) await visit(page, path)
  // parts that come later
  await page.getByRole('button', { name: 'Show sample' }).click()
  await page.getByRole('button', { name: 'Show code for verifying' }).click()
  await expect(page.getByRole('tab', { name: 'Go', exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await beginTyping(page, 'Name', 'Another name')
  await page.keyboard.press('Enter')
  await expect(toast(page, 'Name saved')).toBeVisible()
  expect(faults).toEqual([])

  // it is in force: what got into the page somehow does not run
  await page.evaluate(() =>
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.injected = true">'),
  )
  await expect.poll(() => faults.some((fault) => fault.includes('policy: script-src'))).toBe(true)
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
})

test('text of others is text', async ({ as, team }) => {
  const name = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
  const made = await team.endpoint('standard', {
    name,
    description: `${name}</script>`,
    metadata: { k: name },
  })
  const page = await as('owner')
  await open(page, team.path)
  await expect(page.getByRole('link', { name })).toBeVisible()
  await open(page, made.path)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await open(page, `/${team.slug}/audit`)
  await expect(page.getByRole('link', { name })).toBeVisible()
  await expect(page).toHaveTitle(/^Audit log/)
})

test('an action that another site sends is refused', async ({ as, team, app }) => {
  const made = await team.endpoint('standard', { description: 'Mine' })
  const page = await as('owner')
  await open(page, made.path)
  const call = await callBy(page, 'updateEndpointAction', async () => {
    await beginTyping(page, 'Description', 'By the form')
    await page.keyboard.press('Enter')
  })
  const { version } = await team.read(made.id)
  const input = { ...call.input, version, patch: { description: 'Forged' } }
  const headers = await call.request.allHeaders()
  const send = (origin: Record<string, string>) =>
    page.request.post(call.request.url(), {
      headers: {
        ...Object.fromEntries(
          ['next-action', 'content-type', 'accept'].map((name) => [name, headers[name] ?? '']),
        ),
        ...origin,
      },
      data: JSON.stringify([input]),
    })
  const foreign: Record<string, string>[] = [
    { origin: 'https://elsewhere.example' },
    { origin: `${app.url}.elsewhere.example` },
    { origin: 'null' },
    { origin: 'https://elsewhere.example', 'x-forwarded-host': 'elsewhere.example' },
    { origin: 'https://elsewhere.example', forwarded: 'host=elsewhere.example' },
  ]
  for (const origin of foreign) {
    const answer = await send(origin)
    expect(answer.ok(), JSON.stringify(origin)).toBe(false)
    expect((await team.read(made.id)).description).toBe('By the form')
  }
  // the same from here is accepted
  expect(await replay(page, call, input)).toMatchObject({ data: { change: expect.anything() } })
  expect((await team.read(made.id)).description).toBe('Forged')
})

test('the server says how it is, and gives each request a name', async ({ request, app }) => {
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
  const ids = new Set<string | undefined>()
  for (const path of ['/healthz', '/readyz', '/sign-in', '/live/demo', '/api/auth/csrf', '/nothing-here']) {
    const { 'x-request-id': id, ...headers } = (
      await request.get(`${app.url}${path}`, { headers: { 'x-request-id': 'chosen' } })
    ).headers()
    expect(id, path).toMatch(UUID)
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    ids.add(id)
  }
  expect(ids.size).toBe(6)
  const health = await request.get(`${app.url}/healthz`)
  expect([health.status(), await health.json()]).toEqual([200, { status: 'ok' }])
  const ready = await request.get(`${app.url}/readyz`)
  expect([ready.status(), await ready.json()]).toEqual([
    200,
    { status: 'ready', database: 'ok', migrations: 'ok' },
  ])
  expect((await request.get(`${app.url}/live/demo`)).status()).toBe(401)
})

/** All that a browser is told from now on, by whatever way. */
function everythingTold(page: Page): () => Promise<string> {
  const told: Promise<string>[] = []
  page.on('response', (answer) => {
    // a stream has no end to wait for; the pages show what it makes them fetch
    if (new URL(answer.url()).pathname.startsWith('/live/')) return
    told.push(answer.text().catch(() => ''))
  })
  return async () => {
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    return [...(await Promise.all(told)), await page.content(), kept].join('\n')
  }
}

test('secrets never reach a browser whose reader may not see them', async ({ as, team }) => {
  const credential = registerSecret('api-key', 'header-credential-of-the-receiver')
  const { endpoint, secret } = await createEndpoint(team.ctx('admin'), {
    dialect: 'standard',
    fields: {
      ...{ name: 'Billing sync', url: 'https://billing.example/in', events: ['*'] },
      headers: { Authorization: credential, 'X-Team': 'billing' },
    },
  })
  registerSecret('endpoint-secret', secret ?? '')
  const path = `${team.path}/${endpoint.id}`
  const viewer = await as('viewer')
  const told = everythingTold(viewer)
  await open(viewer, path)

  // while an admin looks at it, and makes another one
  const admin = await as('admin')
  await open(admin, path)
  await admin.getByRole('button', { name: 'Reveal' }).click()
  await expect(field(admin, 'Signing secret').getByText(secret ?? '')).toBeVisible()
  await admin.getByRole('button', { name: 'Hide' }).click()
  await expect(field(admin, 'Signing secret').getByText(secret ?? '')).toHaveCount(0)
  expect(await admin.content()).not.toContain(secret)
  await admin.getByRole('button', { name: 'Rotate…' }).click()
  await admin.getByRole('button', { name: 'Rotate secret' }).click()
  const once = admin.getByRole('alertdialog', { name: 'New signing secret' })
  const fresh = registerSecret('endpoint-secret', await once.getByText(/^whsec_/).innerText())
  expect(fresh).not.toBe(secret)
  await once.getByRole('button', { name: 'I have stored it' }).click()
  await reload(admin)
  expect(await admin.content()).not.toContain(fresh)
  await expect(field(viewer, 'Signing secret').getByRole('list', { name: 'Older keys' })).toBeVisible()

  for (const screen of ['endpoints', 'events', 'audit', 'team', 'keys', 'settings'])
    await open(viewer, `/${team.slug}/${screen}`)
  await open(viewer, path)
  // also the data without the page, as a change of pages asks for it
  await viewer.goto(team.path)
  await viewer.getByRole('link', { name: 'Billing sync' }).click()
  await viewer.waitForURL(`**${path}`)
  await expect(editButton(viewer, 'Name')).toHaveCount(0)
  const all = await told()
  expect(all).toContain('Billing sync')
  for (const bytes of [secret, fresh, credential]) {
    expect(all.includes(bytes ?? '')).toBe(false)
    expect(all.includes(encodeURIComponent(bytes ?? ''))).toBe(false)
  }
})

test('no secret stands in an address', async ({ app, team, visitor }) => {
  const account = await makeAccount('Uma')
  const page = await visitor()
  const addresses: string[] = []
  page.context().on('request', (request) => {
    addresses.push(request.url(), request.headers().referer ?? '')
  })
  const { token } = await inviteMember(team.ctx('owner'), { email: account.email, role: 'admin' })
  registerSecret('invitation-token', token)
  await visit(page, '/sign-in')
  await page.getByRole('textbox', { name: 'Email' }).fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await page.waitForURL('**/new')
  await visit(page, `/invite/${token}`)
  await page.getByRole('button', { name: /^Join / }).click()
  await page.waitForURL(`**${team.path}`)
  const made = await team.endpoint('standard')
  await open(page, made.path)
  await page.getByRole('button', { name: 'Reveal' }).click()
  await expect(page.getByRole('button', { name: 'Copy signing secret' })).toBeVisible()
  await open(page, `/${team.slug}/team`)
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Email' }).fill(newEmail())
  await page.getByRole('button', { name: 'Create invitation' }).click()
  const link = await page
    .getByRole('dialog')
    .getByText(/\/invite\//)
    .innerText()

  const session = (await page.context().cookies()).find(({ name }) => name === 'patchbay.session')?.value
  const said = addresses.join('\n')
  for (const secret of [account.password, encodeURIComponent(account.password), session, made.secret, link])
    expect(said.includes(secret ?? 'missing')).toBe(false)
  // the link of an invitation is its address, and goes to nobody else
  const carriers = addresses.filter((address) => address.includes(token)).map((address) => new URL(address))
  expect(new Set(carriers.map(({ origin, pathname }) => origin + pathname))).toEqual(
    new Set([`${app.url}/invite/${token}`]),
  )
  await enter(page, app, account)
})
