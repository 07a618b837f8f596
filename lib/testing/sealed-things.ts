import { randomBytes, randomUUID } from 'node:crypto'
import { type Keyring, type MasterKey, masterKeyOf } from '#lib/crypto/master-key.ts'
import { open } from '#lib/crypto/seal.ts'
import { db } from '#lib/db/client.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { answerOnce } from '#lib/domain/idempotency/keyed-answer.ts'
import { currentSigningKey } from '#lib/domain/oauth-apps/signing-key.ts'
import { patchSource } from '#lib/domain/sources/patch.ts'
import { makeEndpoint, makeTeam, type TestContext } from './factories.ts'
import { registerSecret } from './secrets.ts'
import { makeSource, sourceSecret } from './sources.ts'

/** The text of a master key that nobody else has. */
export function masterKeyText(): string {
  return registerSecret('master-key', randomBytes(32).toString('base64'))
}

export function masterKey(text = masterKeyText()): MasterKey {
  const key = masterKeyOf(text)
  if (!key) throw new Error('That is no master key.')
  return key
}

/** Takes away all that is sealed. */
export async function clearSealed(): Promise<void> {
  await db().endpointSecret.deleteMany()
  await db().sourceValue.deleteMany()
  await db().signingKey.deleteMany()
  await db().idempotencyKey.deleteMany()
}

/** Some rows of each kind that is sealed, under the key of this process: `sealed` rows in all. */
export async function makeSealedThings() {
  const ctx: TestContext = await (await makeTeam()).as('owner')
  const { endpoint, secret } = await makeEndpoint(ctx)
  const rotated = await rotateSecret(ctx, { id: endpoint.id })
  registerSecret('endpoint-secret', rotated.secret)
  const source = await makeSource(ctx, 'slack')
  const values = { webhook_signing_secret: sourceSecret(), app_token: sourceSecret() }
  await patchSource(ctx, source.id, values)
  await currentSigningKey(ctx.clock.now())
  const request = { scope: 'tests', key: randomUUID(), method: 'POST', path: '/x', bytes: Buffer.from('{}') }
  const answer = { status: 201, body: { id: endpoint.id } }
  await answerOnce(ctx, request, async () => answer)
  return { ctx, endpoint, secrets: [secret, rotated.secret], source, values, request, answer, sealed: 6 }
}

/** What all sealed rows say, opened with these keys and bound to what the house has always bound them to. */
export async function openAll(ring: Keyring): Promise<Record<string, string>> {
  const rows = [
    ...(await db().endpointSecret.findMany()).map((row) => ({
      ...row,
      context: `endpoint_secret:${row.endpointId}:${row.id}`,
    })),
    ...(await db().sourceValue.findMany()).map((row) => ({
      ...row,
      context: `source_value:${row.sourceId}:${row.name}`,
    })),
    ...(await db().signingKey.findMany()).map((row) => ({ ...row, context: `signing-key:${row.id}` })),
    ...(await db().idempotencyKey.findMany()).map((row) => ({
      ...row,
      context: `idempotency_key:${row.teamId}:${row.scope}:${row.key}`,
    })),
  ]
  return Object.fromEntries(
    rows.flatMap(({ sealed, keyId, context }) =>
      sealed && keyId ? [[context, open({ sealed, keyId }, context, ring)]] : [],
    ),
  )
}
