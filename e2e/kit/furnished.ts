import { db } from '#lib/db/client.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { openInbox } from '#lib/domain/inspector/open-inbox.ts'
import { receiveRequest } from '#lib/domain/inspector/receive.ts'
import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { patchSource } from '#lib/domain/sources/patch.ts'
import { makeApiKey, makeOauthApp } from '#lib/testing/credentials.ts'
import { insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { makeSource, sourceSecret } from '#lib/testing/sources.ts'
import type { OwnTeam } from './own-team.ts'
import { makeAccount, newEmail } from './people.ts'

/** A team in which every control has something to act on. */
export async function furnish(team: OwnTeam) {
  const HOUR_MS = 3_600_000
  const standard = await team.endpoint('standard', {
    name: 'Billing sync',
    headers: { 'X-Team': 'billing' },
    metadata: { plan: 'gold' },
  })
  await updateEndpoint(team.ctx('owner'), { id: standard.id, patch: { description: 'Production' } })
  const rotated = await rotateSecret(team.ctx('owner'), { id: standard.id, overlapMs: HOUR_MS })
  registerSecret('endpoint-secret', rotated.secret)
  const vendaze = await team.endpoint('vendaze', { name: 'CRM mirror', signing: true })
  const composio = await team.endpoint('composio', { name: 'Agent triggers' }, { by: 'admin' })
  const source = await makeSource(team.ctx('owner'), 'generic', 'warehouse-scanner')
  await patchSource(team.ctx('owner'), source.id, { webhook_signing_secret: sourceSecret() })
  // one of each that every role may see, and one that managers alone may
  for (const role of ['owner', 'admin', 'developer', 'support', 'viewer'] as const)
    await makeApiKey(team.ctx(role), 'user_key', { name: `Script of the ${role}` })
  const { app } = await makeOauthApp(team.ctx('owner'), { name: 'CRM bridge' })
  const delivery = await failedDelivery(team, standard.id)
  await receivedRequest(team)
  const invited = newEmail('invited')
  const { token } = await inviteMember(team.ctx('owner'), { email: invited, role: 'viewer' })
  registerSecret('invitation-token', token)
  const member = await makeAccount('Casey', { team: { id: team.ctx('owner').teamId }, role: 'support' })
  await db().team.update({ where: { slug: team.slug }, data: { isDemo: true } })
  return { standard, vendaze, composio, delivery, source, app, invited, member }
}

/** In an inbox of its own. */
async function receivedRequest(team: OwnTeam): Promise<void> {
  const { path } = await openInbox(team.ctx('owner'), { name: 'Inbox' })
  const token = path.split('/').at(-1) ?? ''
  const nothing = { path: '', query: '', headers: [], body: new Uint8Array() }
  await receiveRequest(team.ctx('owner'), { token, method: 'POST', ...nothing })
}

export type Furnished = Awaited<ReturnType<typeof furnish>>

/** One whose message is stored still, so that it can be replayed. */
async function failedDelivery(team: OwnTeam, endpointId: string): Promise<string> {
  const endpoint = { id: endpointId, teamId: team.ctx('owner').teamId }
  const id = await insertDelivery(endpoint, { state: 'failed', attempts: 1, lastCode: 503 })
  await insertAttempt(endpoint, { deliveryId: id, responseCode: 503 })
  const { messageId } = await db().deliveryHistory.findFirstOrThrow({ where: { id } })
  const now = new Date()
  await db().message.create({
    data: {
      ...{ id: messageId, teamId: endpoint.teamId, dialect: 'standard', eventType: 'invoice.created' },
      ...{ payload: {}, occurredAt: now, createdAt: now },
    },
  })
  return id
}
