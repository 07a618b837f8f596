import { cutOff, tamperWithNext, watchCalls } from '#e2e/kit/action-calls.ts'
import { mapEntry } from '#e2e/kit/field-edits.ts'
import { expect, test } from '#e2e/kit/own-team.ts'
import { beginTyping, editButton, eventBox, field, open } from '#e2e/kit/pages.ts'
import { archiveEventType } from '#lib/domain/event-types/update.ts'

test.describe('Escape', () => {
  test('restores what stood there, and sends nothing', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { description: 'Before', metadata: { plan: 'free' } })
    const page = await as('developer')
    await open(page, endpoint.path)
    const calls = watchCalls(page, 'updateEndpointAction')
    const texts = { Name: endpoint.name, Description: 'Before', 'Destination URL': 'https://billing.example' }
    for (const [label, text] of Object.entries(texts)) {
      const box = await beginTyping(page, label, 'https://typed.example/and-dropped')
      await box.press('Escape')
      await expect(field(page, label)).toContainText(text)
      await expect(editButton(page, label)).toBeFocused()
      // and the next who opens it does not find the dropped draft
      await editButton(page, label).click()
      await expect(box).not.toHaveValue(/dropped/)
      await box.press('Escape')
    }
    const plan = mapEntry(page, 'metadata', 'plan')
    await plan.getByRole('button', { name: 'Edit plan' }).click()
    await plan.getByRole('textbox').fill('dropped')
    await page.keyboard.press('Escape')
    await expect(plan).toContainText('free')
    await field(page, 'Metadata').getByRole('button', { name: 'Add key' }).click()
    await page.getByRole('form', { name: 'Add key' }).getByRole('textbox', { name: 'Value' }).fill('dropped')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('form', { name: 'Add key' })).toHaveCount(0)
    await expect(field(page, 'Metadata').getByRole('button', { name: 'Add key' })).toBeFocused()
    await eventBox(page, 'invoice.paid').check()
    await page.keyboard.press('Escape')
    await expect(eventBox(page, 'invoice.paid')).not.toBeChecked()
    expect(calls).toEqual([])
    expect((await team.read(endpoint.id)).version).toBe(1)
  })

  test('in the payload version takes the choice back', async ({ as, team }) => {
    const endpoint = await team.endpoint('composio')
    const page = await as('developer')
    await open(page, endpoint.path)
    await editButton(page, 'Payload version').click()
    await field(page, 'Payload version').getByRole('radio', { name: 'V1' }).check()
    await page.keyboard.press('Escape')
    await expect(field(page, 'Payload version')).toContainText('V3')
    await expect(field(page, 'Payload version').getByRole('radio')).toHaveCount(0)
    expect((await team.read(endpoint.id)).version).toBe(1)
  })

  test('and saving what was not changed sends nothing', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer')
    await open(page, endpoint.path)
    const calls = watchCalls(page, 'updateEndpointAction')
    await editButton(page, 'Name').click()
    await field(page, 'Name').getByRole('button', { name: 'Save' }).click()
    await expect(editButton(page, 'Name')).toBeFocused()
    expect(calls).toEqual([])
  })
})

test.describe('a fault stands at its field, in words', () => {
  const faults: readonly (readonly [dialect: string, label: string, text: string, words: string])[] = [
    ['storno', 'Destination URL', 'http://ledger.example/s', 'The URL must begin with https://.'],
    ['storno', 'Destination URL', 'ledger', 'Enter a whole URL, as https://example.com/webhooks.'],
    ['storno', 'Destination URL', '', 'Enter the URL that receives the events.'],
    ['storno', 'Destination URL', 'https://a:b@c.example/', 'A URL must not carry a user name or password.'],
    ['storno', 'Description', 'x'.repeat(256), 'Description may have at most 255 characters.'],
    ['storno', 'Name', ' ', 'Name must not be empty.'],
    [
      'selfcommunity',
      'Destination URL',
      'ftp://feed.example/',
      'The URL must begin with https:// or http://.',
    ],
    ['standard', 'Name', 'x'.repeat(101), 'Name may have at most 100 characters.'],
  ]

  test('that the page finds itself, before anything is sent', async ({ as, team }) => {
    const page = await as('developer')
    const calls = watchCalls(page, 'updateEndpointAction')
    for (const dialect of ['storno', 'selfcommunity', 'standard']) {
      const endpoint = await team.endpoint(
        dialect,
        dialect === 'standard' ? { metadata: { plan: 'free' } } : {},
      )
      await open(page, endpoint.path)
      for (const [of, label, text, words] of faults) {
        if (of !== dialect) continue
        const box = await beginTyping(page, label, text)
        await box.press('Enter')
        await expect(field(page, label).getByRole('alert')).toHaveText(words)
        await expect(field(page, label)).not.toContainText('It must begin with')
        await expect(box).toHaveAccessibleDescription(new RegExp(words.slice(0, 20)))
        await expect(box).toHaveAttribute('aria-invalid', 'true')
        await expect(box).toBeFocused()
        await box.press('Escape')
        await expect(field(page, label).getByRole('alert')).toHaveCount(0)
      }
    }
    const headers = field(page, 'Custom headers')
    await headers.getByRole('button', { name: 'Add header' }).click()
    await headers.getByRole('textbox', { name: 'Header name' }).fill('Content-Type')
    await page.keyboard.press('Enter')
    await expect(headers.getByRole('alert')).toHaveText('Content-Type is set by Patchbay itself.')
    const metadata = field(page, 'Metadata')
    await metadata.getByRole('button', { name: 'Add key' }).click()
    await metadata.getByRole('textbox', { name: 'Key' }).fill('plan')
    await page.keyboard.press('Enter')
    await expect(metadata.getByRole('alert')).toHaveText('Key plan is there already. Edit it instead.')
    await eventBox(page, 'invoice.created').uncheck()
    await field(page, 'Events').getByRole('button', { name: 'Save events' }).click()
    await expect(field(page, 'Events').getByRole('alert')).toHaveText('Choose at least one event.')
    expect(calls).toEqual([])
  })

  test('that the server finds: the catalogue has changed meanwhile', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer')
    await open(page, endpoint.path)
    await field(page, 'Events').getByRole('button', { name: /^deal/ }).click()
    await eventBox(page, 'deal.won').check()
    await archiveEventType(team.ctx('admin'), { name: 'deal.won', archived: true })
    await field(page, 'Events').getByRole('button', { name: 'Save events' }).click()
    await expect(field(page, 'Events').getByRole('alert')).toHaveText(
      'deal.won is not in the event catalogue.',
    )
    // the draft is still there to be mended
    await eventBox(page, 'invoice.paid').check()
    expect((await team.read(endpoint.id)).version).toBe(1)
  })

  test('that the server finds in a text, whatever the page let through', async ({ as, team }) => {
    const endpoint = await team.endpoint('storno', { description: 'Before' })
    const page = await as('developer')
    await open(page, endpoint.path)
    await tamperWithNext(page, 'updateEndpointAction', (input) => ({
      ...input,
      patch: { url: 'http://plain.example/' },
    }))
    const box = await beginTyping(page, 'Destination URL', 'https://typed.example/')
    await box.press('Enter')
    await expect(field(page, 'Destination URL').getByRole('alert')).toHaveText(
      'The URL must begin with https://.',
    )
    await expect(box).toHaveValue('https://typed.example/')
    expect((await team.read(endpoint.id)).version).toBe(1)
    // the next try is an honest one
    await box.press('Enter')
    await expect(editButton(page, 'Destination URL')).toBeFocused()
    expect((await team.read(endpoint.id)).url).toBe('https://typed.example/')
  })

  test('when no answer comes; what was typed stays, and can be sent again', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { description: 'Before' })
    const page = await as('developer')
    await open(page, endpoint.path)
    const restore = await cutOff(page, 'updateEndpointAction')
    const box = await beginTyping(page, 'Description', 'After')
    await box.press('Enter')
    await expect(field(page, 'Description').getByRole('alert')).toHaveText(
      'The server did not answer. Check the connection and try again.',
    )
    await expect(box).toHaveValue('After')
    await restore()
    await field(page, 'Description').getByRole('button', { name: 'Save' }).click()
    await expect(editButton(page, 'Description')).toBeFocused()
    expect((await team.read(endpoint.id)).description).toBe('After')
  })
})

test('code that did not come is asked for again by the next press', async ({ as, team }) => {
  const { path } = await team.endpoint('standard')
  const page = await as('owner')
  await open(page, path)
  await page.route('**/_next/static/**', (route) => route.abort('connectionfailed'))
  const zone = field(page, 'Danger zone')
  await zone.getByRole('button', { name: 'Delete…' }).click()
  await expect(zone.getByRole('alert')).toContainText('This could not be loaded.')
  await page.unroute('**/_next/static/**')
  await zone.getByRole('button', { name: 'Delete…' }).click()
  await expect(page.getByRole('alertdialog', { name: 'Delete this endpoint?' })).toBeVisible()
  await expect(zone.getByRole('alert')).toHaveCount(0)
})
