import { profiles } from '#lib/dialects/profile.ts'
import { revokeApiKey } from '#lib/domain/api-keys/revoke-api-key.ts'
import { revokeOauthApp } from '#lib/domain/oauth-apps/revoke-app.ts'
import { patchSource } from '#lib/domain/sources/patch.ts'
import { toolkits } from '#lib/domain/toolkits/toolkits.ts'
import { makeApiKey, makeOauthApp } from '#lib/testing/credentials.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { makeSource, sourceSecret } from '#lib/testing/sources.ts'
import { visit } from './kit/alive.ts'
import { expectSound } from './kit/axe.ts'
import { dialog, leave, menu } from './kit/looks.ts'
import { expect, test } from './kit/own-team.ts'
import { beginTyping, editButton, field, open } from './kit/pages.ts'
import { newEmail } from './kit/people.ts'

// the files' own order is one long test; these do not need each other
test.describe.configure({ mode: 'parallel', timeout: 120_000 })

test('sources, their gallery and their set-up', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, '/demo/sources')
  await expectSound(page, [{ name: 'sources' }, menu('Toolkit', 'dialog')])
  await open(page, '/demo/sources?search=nothing-has-this')
  await expectSound(page, [{ name: 'no source matches' }])
  await open(page, `/${team.slug}/sources`)
  await expectSound(page, [{ name: 'first source' }])
  await open(page, `/${team.slug}/sources/new`)
  await expectSound(page, [{ name: 'toolkits' }])
  for (const { slug, label } of toolkits) {
    await open(page, `/${team.slug}/sources/new?toolkit=${slug}`)
    await page.getByRole('button', { name: 'Create source' }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    await expectSound(page, [{ name: `new ${label} source, refused` }])
    await open(page, `/${team.slug}/sources/${(await makeSource(team.ctx('owner'), slug)).id}`)
    await expectSound(page, [{ name: `source of ${label}` }])
  }
  const source = await makeSource(team.ctx('owner'), 'generic')
  const secret = sourceSecret()
  await patchSource(team.ctx('owner'), source.id, { webhook_signing_secret: secret, signature_prefix: 'v1=' })
  const path = `/${team.slug}/sources/${source.id}`
  await open(page, path)
  await expectSound(page, [
    { name: 'source' },
    {
      name: 'revealed',
      open: async () => {
        await page.getByRole('button', { name: 'Reveal Signing Secret' }).click()
        await expect(page.getByText(secret)).toBeVisible()
      },
      shut: () => page.getByRole('button', { name: 'Hide Signing Secret' }).click(),
    },
    dialog('Delete…', 'alertdialog'),
  ])
  await beginTyping(page, 'Signing Secret', '...')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Signing Secret').getByRole('alert')).toBeVisible()
  await editButton(page, 'Signature Encoding').click()
  await beginTyping(page, 'Signature Prefix', 'v2=')
  await patchSource(team.ctx('admin'), source.id, { signature_prefix: 'v3=' })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Take theirs' })).toBeVisible()
  await expectSound(page, [{ name: 'source, being edited' }])
  const viewer = await as('viewer')
  await open(viewer, path)
  await expectSound(viewer, [{ name: 'source, as a viewer' }])
  await visit(viewer, `/${team.slug}/sources/new`)
  await expectSound(viewer, [{ name: 'new source, not for viewers' }])
  await visit(page, '/demo/sources/nobody-made-this')
  await expectSound(page, [{ name: 'no such source' }])
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
    {
      ...dialog('Role of Vera Viewer', 'alertdialog'),
      open: async () => {
        await page.getByRole('combobox', { name: 'Role of Vera Viewer' }).selectOption('support')
        await expect(page.getByRole('alertdialog')).toBeVisible()
      },
    },
    dialog(/^Revoke the invitation/, 'alertdialog'),
    dialog('Leave…', 'alertdialog'),
  ])
  await open(page, '/demo/team?search=nobody-is-called-so')
  await expectSound(page, [{ name: 'no member matches' }])
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
  await expectSound(page, [
    { name: 'settings' },
    dialog('Remove the demo…', 'alertdialog'),
    dialog('Delete…', 'alertdialog'),
  ])
  const viewer = await as('viewer')
  await open(viewer, '/demo/settings')
  await expectSound(viewer, [{ name: 'settings, as a viewer' }])
})

test('API keys', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, `/${team.slug}/keys`)
  await expectSound(page, [{ name: 'first key' }])
  const owner = team.ctx('owner')
  await makeApiKey(owner, 'project_key', { name: 'Nightly sync', scopes: ['endpoint:read', 'source:read'] })
  await makeApiKey(owner, 'user_key', { name: 'Console', expiresInSeconds: 86_400 })
  const { key } = await makeApiKey(owner, 'storno_key', { name: 'Ledger import' })
  await revokeApiKey(owner, { id: key.id })
  await open(page, `/${team.slug}/keys`)
  await expectSound(page, [
    { name: 'keys' },
    menu('Kind'),
    menu('State'),
    dialog('Nightly sync'),
    dialog('Revoke Nightly sync', 'alertdialog'),
    {
      ...dialog(/^New API key/),
      open: async () => {
        await page.getByRole('button', { name: /^New API key/ }).click()
        await page.getByRole('combobox', { name: 'Expires' }).selectOption('custom')
        await page.getByRole('button', { name: 'Create key' }).click()
        await expect(page.getByRole('alert').first()).toBeVisible()
      },
    },
  ])
  await page.getByRole('button', { name: /^New API key/ }).click()
  await page.getByRole('radio', { name: /^Storno key/ }).check()
  await page.getByRole('textbox', { name: 'Name' }).fill('Ledger export')
  await page.getByRole('button', { name: 'Reading only' }).click()
  await page.getByRole('button', { name: 'Create key' }).click()
  const shown = page.getByRole('alertdialog', { name: 'New storno key' }).getByText(/^af_/)
  registerSecret('api-key', await shown.innerText())
  await expectSound(page, [{ name: 'key, once' }])
  await open(page, `/${team.slug}/keys?search=nothing-has-this`)
  await expectSound(page, [{ name: 'no key matches' }])
  const viewer = await as('viewer')
  await open(viewer, `/${team.slug}/keys`)
  await expectSound(viewer, [{ name: 'keys, as a viewer' }, dialog(/^New API key/)])
})

test('OAuth apps', async ({ as, team }) => {
  const page = await as('owner')
  const list = `/${team.slug}/keys/apps`
  await open(page, list)
  await expectSound(page, [{ name: 'first app' }])
  const owner = team.ctx('owner')
  const { app } = await makeOauthApp(owner, { name: 'CRM bridge' })
  const { app: ended } = await makeOauthApp(owner, { name: 'Old bridge', confidential: false })
  await revokeOauthApp(owner, { id: ended.id })
  await open(page, list)
  await expectSound(page, [
    { name: 'apps' },
    menu('State'),
    {
      ...dialog(/^New OAuth app/),
      open: async () => {
        await page.getByRole('button', { name: /^New OAuth app/ }).click()
        await page.getByRole('button', { name: 'Create app' }).click()
        await expect(page.getByRole('alert').first()).toBeVisible()
      },
    },
  ])
  await open(page, `${list}/${ended.id}`)
  await expectSound(page, [{ name: 'revoked app' }])
  await open(page, `${list}/${app.id}`)
  await expectSound(page, [
    { name: 'app' },
    dialog('Rotate…', 'alertdialog'),
    dialog('Revoke…', 'alertdialog'),
    {
      name: 'app, being edited',
      open: async () => {
        await editButton(page, 'Scopes').click()
        await beginTyping(page, 'Redirect addresses', 'no address')
        await page.keyboard.press('Control+Enter')
        await expect(field(page, 'Redirect addresses').getByRole('alert')).toBeVisible()
      },
      shut: async () => {
        for (const label of ['Redirect addresses', 'Scopes'])
          await field(page, label).getByRole('button', { name: 'Cancel' }).click()
      },
    },
  ])
  await page.getByRole('button', { name: 'Rotate…' }).click()
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  const shown = page.getByRole('alertdialog', { name: 'New client secret' }).getByText(/^ocs_/)
  registerSecret('client-secret', await shown.innerText())
  await expectSound(page, [{ name: 'client secret, once' }])
  const viewer = await as('viewer')
  await visit(viewer, list)
  await expectSound(viewer, [{ name: 'apps, not for viewers' }])
  await visit(page, `${list}/nobody-made-this`)
  await expectSound(page, [{ name: 'no such app' }])
})
