import type { TestTeam } from '#lib/testing/factories.ts'
import type { Walker } from './walker.ts'

const idsIn = (value: unknown) => (value as { id: string }[]).map(({ id }) => id)

/** `other` is an endpoint that is there already. */
export async function walkStandard(
  walker: Walker,
  team: TestTeam,
  _start: Date,
  other: string,
): Promise<void> {
  const id = await walkEndpoints(walker)
  await walkSecrets(walker, id)
  await walkChanges(walker, id)
  await walkJobs(walker, [id, other])
  await walkEvents(walker)
  await walkDeliveries(walker, id)
  await walkTeam(walker, team)
  await walker.ask('deleteEndpoint', { params: { id } })
  await walker.ask('getEndpoint', { params: { id }, refused: 404 })
}

async function walkEndpoints(walker: Walker): Promise<string> {
  const made = await walker.ask('createEndpoint', {
    json: {
      name: 'Ledger sync',
      url: 'https://ledger.example/hooks',
      events: ['invoice.created', 'invoice.paid'],
      headers: { 'X-Team': 'finance' },
    },
    headers: { 'idempotency-key': 'ledger-sync-1' },
  })
  const params = { id: made.id }
  await walker.ask('listEndpoints', { query: { search: 'ledger', limit: '10' } })
  await walker.ask('getEndpoint', { params })
  await walker.ask('updateEndpoint', {
    params,
    json: { description: 'Feeds the ledger' },
    type: 'application/merge-patch+json',
    headers: { 'if-match': `"${made.version}"` },
  })
  await walker.ask('updateEndpoint', {
    params,
    json: { description: 'Feeds another' },
    headers: { 'if-match': `"${made.version}"` },
    refused: 412,
  })
  const remove = [{ op: 'remove', path: '/headers/X-Team' }]
  await walker.ask('updateEndpoint', { params, json: remove, type: 'application/json-patch+json' })
  await walker.ask('updateEndpoint', { params, json: { url: 'ledger', events: [] }, refused: 422 })
  await walker.ask('updateEndpoint', { params, query: { dry_run: 'true' }, json: { active: false } })
  return String(made.id)
}

async function walkSecrets(walker: Walker, id: string): Promise<void> {
  const params = { id }
  const { secrets } = await walker.ask('rotateSecret', { params, json: { overlap_seconds: 86_400 } })
  await walker.ask('listSecrets', { params })
  await walker.ask('revealSecret', { params })
  // the one that goes on beside the new one
  await walker.ask('revokeSecret', { params: { id, secretId: idsIn(secrets).at(-1) } })
}

async function walkChanges(walker: Walker, id: string): Promise<void> {
  const { items } = await walker.ask('listChanges', {
    query: { entity_kind: 'endpoint', entity_id: id, field: 'description' },
  })
  const params = { changeId: idsIn(items)[0] }
  await walker.ask('getChange', { params })
  await walker.ask('revertChange', { params, json: { field: 'description' } })
}

async function walkJobs(walker: Walker, ids: readonly string[]): Promise<void> {
  const json = { ids, events: { add: ['deal.won'] } }
  await walker.ask('changeEndpoints', { query: { dry_run: 'true' }, json })
  const job = await walker.ask('changeEndpoints', { json })
  await walker.ask('listJobs')
  const params = { jobId: job.id }
  await walker.ask('getJob', { params })
  await walker.ask('cancelJob', { params })
}

async function walkEvents(walker: Walker): Promise<void> {
  const params = { name: 'order.shipped' }
  await walker.ask('createEventType', {
    json: {
      name: 'order.shipped',
      description: 'An order left the warehouse.',
      schema: {
        type: 'object',
        properties: { order_id: { type: 'string' } },
        required: ['order_id'],
      },
    },
  })
  await walker.ask('listEventTypes')
  await walker.ask('getEventType', { params })
  await walker.ask('updateEventType', { params, json: { description: 'A parcel left the warehouse.' } })
  await walker.ask('archiveEventType', { params })
  await walker.ask('restoreEventType', { params })
  const message = { type: 'invoice.paid', payload: { invoice_id: 'in_1', total: 4200 }, id: 'in_1-paid' }
  await walker.ask('publishMessage', { json: message })
  await walker.ask('publishMessages', {
    json: { messages: [{ type: 'order.shipped', payload: { order_id: 'o_1' } }] },
  })
  await walker.ask('publishMessage', {
    json: { type: 'order.shipped', payload: { order: 'o_1' } },
    refused: 422,
  })
}

async function walkDeliveries(walker: Walker, endpointId: string): Promise<void> {
  const params = { id: endpointId }
  const tested = await walker.ask('testEndpoint', {
    params,
    json: { type: 'invoice.paid', payload: { invoice_id: 'in_2', total: 100 } },
  })
  const { id, message_id } = tested.delivery as { id: string; message_id: string }
  await walker.ask('listDeliveries', { query: { message_id, state: 'succeeded,failed', limit: '10' } })
  await walker.ask('getDelivery', { params: { deliveryId: id } })
  await walker.ask('replayDelivery', { params: { deliveryId: id } })
  await walker.ask('getMessage', { params: { messageId: message_id } })
  const json = { filter: { endpoint_id: endpointId, states: ['succeeded'], code: '2xx' } }
  await walker.ask('replayDeliveries', { query: { dry_run: 'true' }, json })
  const job = await walker.ask('replayDeliveries', { json })
  await walker.ask('cancelJob', { params: { jobId: job.id } })
  await walker.ask('updateEndpoint', { params, json: { active: false } })
  await walker.ask('replayDelivery', { params: { deliveryId: id }, refused: 409 })
  await walker.ask('resumeEndpoint', { params, json: { held: 'drop' } })
}

async function walkTeam(walker: Walker, team: TestTeam): Promise<void> {
  await walker.ask('getTeam')
  await walker.ask('updateTeam', { json: { name: 'Finance' } })
  const viewer = (await team.as('viewer')).actor.id
  await walker.ask('listMembers')
  await walker.ask('updateMember', { params: { userId: viewer }, json: { role: 'developer' } })
  await walker.ask('removeMember', { params: { userId: viewer } })
  const invitation = await walker.ask('createInvitation', {
    json: { email: 'ana@finance.example', role: 'support' },
  })
  await walker.ask('listInvitations')
  await walker.ask('revokeInvitation', { params: { invitationId: invitation.id } })
  const key = await walker.ask('createKey', {
    json: { kind: 'project_key', name: 'Nightly sync', scopes: ['endpoint:read'], expires_in_seconds: null },
  })
  await walker.ask('listKeys')
  await walker.ask('revokeKey', { params: { keyId: key.id } })
}
