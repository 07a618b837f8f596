import { db } from '#lib/db/client.ts'
import type { JsonObject } from '#lib/domain/messages/message.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, type TestTeam } from '#lib/testing/factories.ts'
import { sourceSecret } from '#lib/testing/sources.ts'
import { walkStandard } from './walk-standard.ts'
import type { Walker } from './walker.ts'

/** One way through all operations of a dialect's door. */
export type Walk = (walker: Walker, team: TestTeam, start: Date) => Promise<void>

const idIn = (value: unknown) => (value as { id: unknown }).id

/** A delivery that succeeded at once, of the endpoint that the wire knows by this id. */
async function deliver(team: TestTeam, publicId: string, eventType: string, at: Date): Promise<string> {
  const { id, teamId } = await db().endpoint.findFirstOrThrow({ where: { teamId: team.id, publicId } })
  const facts = { eventType, attempts: 1, lastCode: 200, createdAt: at, lastAttemptAt: at }
  const deliveryId = await insertDelivery({ id, teamId }, facts)
  const request = { requestHeaders: { 'content-type': 'application/json' }, requestBody: '{"id":1}' }
  await insertAttempt({ id, teamId }, { deliveryId, eventType, sentAt: at, ...request })
  return deliveryId
}

/** The message's number, by which some wires know it. */
async function publish(team: TestTeam, dialect: string, eventType: string, payload: JsonObject) {
  const { id } = await publishMessage(await team.as('owner'), { dialect, eventType, payload })
  return Number((await db().message.findFirstOrThrow({ where: { teamId: team.id, id } })).number)
}

const walkVendaze: Walk = async (walker) => {
  const fields = {
    name: 'Deals to billing',
    url: 'https://billing.example/webhooks/vendaze',
    events: ['deal.won', 'deal.lost'],
    auth_enable: true,
  }
  const { data } = await walker.ask('createWebhook', { json: fields })
  const params = { id: idIn(data) }
  await walker.ask('listWebhooks', { query: { per_page: '10', order_by: 'name', order: 'asc' } })
  await walker.ask('getWebhook', { params })
  await walker.ask('updateWebhook', { params, json: { events: ['deal.won', 'deal.lost', 'deal.created'] } })
  await walker.ask('updateWebhook', { params, json: { auth_enable: false } })
  await walker.ask('updateWebhook', { params, json: {}, refused: 400 })
  await walker.ask('updateWebhook', {
    params,
    json: { url: 'http://billing.example', events: [] },
    refused: 422,
  })
  await walker.ask('deleteWebhook', { params })
  await walker.ask('getWebhook', { params, refused: 404 })
}

const walkStorno: Walk = async (walker, team, start) => {
  await walker.ask('listEvents')
  const made = await walker.ask('createWebhook', {
    json: {
      url: 'https://your-app.example.com/webhooks/storno',
      events: ['invoice.created', 'invoice.validated'],
      description: 'Production notifications',
    },
  })
  const uuid = String(made.uuid)
  const params = { uuid }
  await walker.ask('listWebhooks')
  await walker.ask('updateWebhook', { params, json: { description: 'All invoices', isActive: true } })
  await walker.ask('updateWebhook', { params, json: { url: 'http://your-app.example.com' }, refused: 422 })
  const deliveryUuid = await deliver(team, uuid, 'invoice.created', start)
  await walker.ask('getWebhook', { params })
  await walker.ask('listDeliveries', { params, query: { status: 'success' } })
  await walker.ask('getDelivery', { params: { uuid, deliveryUuid } })
  const sent = await walker.ask('testWebhook', { params })
  await walker.ask('retryDelivery', { params: { uuid, deliveryUuid: sent.deliveryUuid } })
  await walker.ask('regenerateSecret', { params })
  await walker.ask('deleteWebhook', { params })
  await walker.ask('getWebhook', { params, refused: 404 })
}

const walkSelfcommunity: Walk = async (walker, team, start) => {
  await walker.ask('listEvents')
  const events = [{ type: 'comment.created' }, { type: 'post.created' }]
  const target = 'https://feed.example/selfcommunity'
  const made = await walker.ask('createEndpoint', { json: { target, description: 'Community feed', events } })
  const params = { id: made.id }
  await walker.ask('listEndpoints', { query: { limit: '10', ordering: '-created_at' } })
  await walker.ask('searchEndpoints', { query: { target: 'feed' } })
  await walker.ask('getEndpoint', { params })
  await walker.ask('updateEndpoint', { params, json: { is_active: false } })
  await walker.ask('updateEndpoint', { params, json: { target: 'feed' }, refused: 400 })
  await walker.ask('replaceEndpoint', { params, json: { target, events: [{ type: 'comment.created' }] } })
  await deliver(team, String(made.id), 'comment.created', start)
  await walker.ask('listAttempts', { params })
  const event = await publish(team, 'selfcommunity', 'comment.created', { comment_id: 7 })
  await walker.ask('resendEvent', { params, json: { event } })
  await walker.ask('resendEvents', { params, json: { event: [event] } })
  await walker.ask('revealSecret', { params })
  await walker.ask('expireSecret', { params })
  await walker.ask('deleteEndpoint', { params })
  await walker.ask('getEndpoint', { params, refused: 404 })
}

const walkComposio: Walk = async (walker) => {
  for (const version of ['V3', 'V31']) {
    await walker.ask(`listSubscriptionEventTypes${version}`)
    const subscription = await walker.ask(`createSubscription${version}`, {
      json: {
        webhook_url: 'https://agents.example/webhook',
        enabled_events: ['composio.trigger.message'],
        version: 'V3',
      },
    })
    const params = { id: subscription.id }
    await walker.ask(`listSubscriptions${version}`, { query: { limit: '10' } })
    await walker.ask(`getSubscription${version}`, { params })
    await walker.ask(`updateSubscription${version}`, {
      params,
      json: { webhook_url: 'https://agents.example/v2/webhook' },
    })
    await walker.ask(`updateSubscription${version}`, { params, json: { version: 'V9' }, refused: 400 })
    await walker.ask(`rotateSubscriptionSecret${version}`, { params })
    await walker.ask(`deleteSubscription${version}`, { params })
    await walker.ask(`getSubscription${version}`, { params, refused: 404 })

    await walker.ask(`getEndpointSchema${version}`, { query: { toolkit_slug: 'slack' } })
    const endpoint = await walker.ask(`createEndpoint${version}`, {
      json: { toolkit_slug: 'slack', client_id: `slack-app-${version.toLowerCase()}` },
    })
    const source = { nano_id: endpoint.id }
    await walker.ask(`listEndpoints${version}`)
    const data = { webhook_signing_secret: sourceSecret(), app_token: `xapp-${sourceSecret()}` }
    await walker.ask(`replaceEndpoint${version}`, { params: source, json: { data } })
    await walker.ask(`updateEndpoint${version}`, {
      params: source,
      json: { data: { webhook_signing_secret: sourceSecret() } },
    })
    await walker.ask(`getEndpoint${version}`, { params: source })
    await walker.ask(`deleteEndpoint${version}`, { params: source })
  }
}

/** By the dialect's name. */
export const walks: Readonly<Record<string, Walk>> = {
  standard: async (walker, team, start) => {
    const { endpoint } = await makeEndpoint(await team.as('owner'))
    await walkStandard(walker, team, start, endpoint.id)
  },
  composio: walkComposio,
  selfcommunity: walkSelfcommunity,
  storno: walkStorno,
  vendaze: walkVendaze,
}
