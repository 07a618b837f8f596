import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { type ComposioScene, openComposio } from '../scene.fixture.ts'
import type { SubscriptionListWire, SubscriptionWire } from './wire.ts'

useDatabase()

/** What the vendor's client does to set a URL: lists with limit 1, then patches all three fields, or creates. */
async function setWebhook({ send }: ComposioScene, root: string, url: string): Promise<SubscriptionWire> {
  const fields = { webhook_url: url, enabled_events: ['composio.trigger.message'], version: 'V3' }
  const path = `${root}/webhook_subscriptions`
  const list = (await send('GET', `${path}?limit=1`)).body as SubscriptionListWire
  const [there] = list.items
  const answer = there ? await send('PATCH', `${path}/${there.id}`, fields) : await send('POST', path, fields)
  expect(answer.status, answer.text).toBe(there ? 200 : 201)
  return answer.body as SubscriptionWire
}

test.each(['/api/v3', '/api/v3.1'])(
  'the vendor’s client sets, sets again and changes under %s',
  async (root) => {
    const scene = await openComposio()
    const first = await setWebhook(scene, root, 'https://one.example/in')
    registerSecret('endpoint-secret', first.secret)
    const again = await setWebhook(scene, root, 'https://one.example/in')
    expect(again).toEqual({ ...first, secret: again.secret })
    const other = await setWebhook(scene, root, 'https://two.example/in')
    expect(other).toMatchObject({ id: first.id, webhook_url: 'https://two.example/in' })
    expect(await db().endpoint.count({ where: { teamId: scene.team.id } })).toBe(1)
  },
)
