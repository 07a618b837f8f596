import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import type { Context } from '../shared/context.ts'
import { inTransaction } from '../shared/transaction.ts'
import { getEndpoint } from './get.ts'
import { findSealedSecrets } from './repo.ts'
import { revealSecret } from './reveal-secret.ts'
import { revokeSecret } from './revoke-secret.ts'
import { rotateSecret as rotate } from './rotate-secret.ts'
import { openSecretDangerously } from './secrets.ts'
import { updateEndpoint } from './update.ts'

useDatabase()

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

async function rotateSecret(ctx: Context, input: Parameters<typeof rotate>[1]) {
  const rotated = await rotate(ctx, input)
  registerSecret('endpoint-secret', rotated.secret)
  return rotated
}

/** The characters of the keys that sign at the context's time, the current one first. */
async function signingKeys(ctx: Context, endpointId: string): Promise<string[]> {
  const rows = await inTransaction((tx) => findSealedSecrets(tx, ctx.teamId, endpointId, ctx.clock.now()))
  return rows.map(openSecretDangerously)
}

test('an old key signs until its overlap ends and never after', async () => {
  const clock = fakeClock()
  const ctx = await (await makeTeam()).as('developer', { clock })
  const { endpoint, secret: first } = await makeEndpoint(ctx)
  const { secret: second } = await rotateSecret(ctx, { id: endpoint.id })
  expect(await signingKeys(ctx, endpoint.id)).toEqual([second, first])

  clock.advance(DAY_MS - 1)
  expect(await signingKeys(ctx, endpoint.id)).toEqual([second, first])
  expect((await getEndpoint(ctx, endpoint.id)).secrets).toHaveLength(2)
  clock.advance(1)
  expect(await signingKeys(ctx, endpoint.id)).toEqual([second])
  expect((await getEndpoint(ctx, endpoint.id)).secrets).toHaveLength(1)
})

test('an overlap of nothing replaces at once, seven days is the most', async () => {
  const ctx = await (await makeTeam()).as('developer')
  const { endpoint } = await makeEndpoint(ctx)
  const { secret } = await rotateSecret(ctx, { id: endpoint.id, overlapMs: 0 })
  expect(await signingKeys(ctx, endpoint.id)).toEqual([secret])
  await rotateSecret(ctx, { id: endpoint.id, overlapMs: 7 * DAY_MS })
  for (const overlapMs of [7 * DAY_MS + 1, -1, 0.5, Number.NaN])
    await expect(rotate(ctx, { id: endpoint.id, overlapMs })).rejects.toMatchObject({ code: 'invalid' })
})

test.each(['composio', 'selfcommunity', 'storno', 'vendaze'])(
  '%s replaces at once and knows no overlap',
  async (dialect) => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx, dialect, dialect === 'vendaze' ? { signing: true } : {})
    const { secret } = await rotateSecret(ctx, { id: endpoint.id })
    expect(await signingKeys(ctx, endpoint.id)).toEqual([secret])
    await expect(rotate(ctx, { id: endpoint.id, overlapMs: HOUR_MS })).rejects.toMatchObject({
      code: 'invalid',
    })
  },
)

test('rotations at the same moment come one after another; each key was current once', async () => {
  const ctx = await (await makeTeam()).as('developer')
  const { endpoint } = await makeEndpoint(ctx)
  const rotated = await Promise.all(Array.from({ length: 7 }, () => rotateSecret(ctx, { id: endpoint.id })))
  const keys = await signingKeys(ctx, endpoint.id)
  expect(new Set(keys).size).toBe(8)
  for (const { secret } of rotated) expect(keys).toContain(secret)
  expect((await getEndpoint(ctx, endpoint.id)).secrets.filter((key) => key.expiresAt === null)).toHaveLength(
    1,
  )
  expect((await getEndpoint(ctx, endpoint.id)).version).toBe(8)
})

test('eight keys sign at most: the oldest ends when one more is made, and that is on record', async () => {
  const clock = fakeClock()
  const ctx = await (await makeTeam()).as('developer', { clock })
  const { endpoint, secret: first } = await makeEndpoint(ctx)
  const made = [first]
  // the oldest would sign for longest
  for (let days = 7; days > 0; days--) {
    clock.advance(HOUR_MS)
    made.unshift((await rotateSecret(ctx, { id: endpoint.id, overlapMs: days * DAY_MS })).secret)
  }
  expect((await signingKeys(ctx, endpoint.id)).toSorted()).toEqual(made.toSorted())
  const oldest = (await getEndpoint(ctx, endpoint.id)).secrets.at(1)?.expiresAt?.toISOString()

  clock.advance(HOUR_MS)
  const now = clock.now().toISOString()
  const ninth = await rotateSecret(ctx, { id: endpoint.id, overlapMs: HOUR_MS })
  made.unshift(ninth.secret)
  expect((await signingKeys(ctx, endpoint.id)).toSorted()).toEqual(made.slice(0, 8).toSorted())
  expect(ninth.endpoint.secrets.map(({ id }) => id).toSorted()).toEqual(
    (await getEndpoint(ctx, endpoint.id)).secrets.map(({ id }) => id).toSorted(),
  )
  const until = new Date(clock.now().getTime() + HOUR_MS).toISOString()
  expect(ninth.change.fields.slice(1)).toEqual([
    { field: 'oldSecretSignsUntil', before: null, after: until },
    { field: 'oldSecretSignsUntil', before: oldest, after: now },
  ])

  // the current key ends here, so none beside it has to
  const tenth = await rotateSecret(ctx, { id: endpoint.id, overlapMs: 0 })
  expect((await signingKeys(ctx, endpoint.id)).toSorted()).toEqual(
    [tenth.secret, ...made.slice(1, 8)].toSorted(),
  )
  expect(tenth.change.fields).toHaveLength(1)
})

test('eight keys sign at most, also when many are made at the same moment', async () => {
  const ctx = await (await makeTeam()).as('developer')
  const { endpoint } = await makeEndpoint(ctx)
  const rotated = await Promise.all(Array.from({ length: 12 }, () => rotateSecret(ctx, { id: endpoint.id })))
  const last = rotated
    .toSorted((a, b) => b.endpoint.version - a.endpoint.version)
    .slice(0, 8)
    .map(({ secret }) => secret)
  const keys = await signingKeys(ctx, endpoint.id)
  expect(keys[0]).toBe(last[0])
  expect(keys.toSorted()).toEqual(last.toSorted())
})

test('an older key can be revoked by itself; the current one cannot', async () => {
  const ctx = await (await makeTeam()).as('developer')
  const { endpoint, secret: first } = await makeEndpoint(ctx)
  await rotateSecret(ctx, { id: endpoint.id })
  const { endpoint: rotated, secret: third } = await rotateSecret(ctx, { id: endpoint.id })
  const [current, second] = rotated.secrets
  if (!current || !second) throw new Error('two rotations leave three keys')
  const revoked = await revokeSecret(ctx, { id: endpoint.id, secretId: second.id })
  expect(revoked.endpoint.secrets.map((key) => key.id)).not.toContain(second.id)
  expect(await signingKeys(ctx, endpoint.id)).toEqual([third, first])
  await expect(revokeSecret(ctx, { id: endpoint.id, secretId: current.id })).rejects.toMatchObject({
    code: 'wrong_state',
  })
  await expect(revokeSecret(ctx, { id: endpoint.id, secretId: second.id })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('revealing answers the current key and is on record', async () => {
  const team = await makeTeam()
  const { endpoint, secret } = await makeEndpoint(await team.as('developer'))
  const admin = await team.as('admin')
  expect(await revealSecret(admin, { id: endpoint.id })).toBe(secret)
  const rows = await db().change.findMany({ where: { teamId: team.id, action: 'secret.revealed' } })
  expect(rows).toMatchObject([{ actorLabel: admin.actor.label, entityId: endpoint.id }])
  await expect(revealSecret(await team.as('developer'), { id: endpoint.id })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('signing on makes a key, signing off destroys it, no change leaves it', async () => {
  const ctx = await (await makeTeam()).as('admin')
  const { endpoint, secret } = await makeEndpoint(ctx, 'vendaze')
  expect(secret).toBeNull()
  expect(endpoint.secrets).toEqual([])
  await expect(rotate(ctx, { id: endpoint.id })).rejects.toMatchObject({ code: 'wrong_state' })
  await expect(revealSecret(ctx, { id: endpoint.id })).rejects.toMatchObject({ code: 'wrong_state' })

  const on = await updateEndpoint(ctx, { id: endpoint.id, patch: { signing: true } })
  if (!on.secret) throw new Error('signing on answers the new key')
  registerSecret('endpoint-secret', on.secret)
  expect(on.secret).toMatch(/^whsec_[0-9a-f]{64}$/)
  expect(await revealSecret(ctx, { id: endpoint.id })).toBe(on.secret)
  const again = await updateEndpoint(ctx, { id: endpoint.id, patch: { signing: true } })
  expect([again.secret, again.change]).toEqual([null, null])

  await updateEndpoint(ctx, { id: endpoint.id, patch: { signing: false } })
  expect(await db().endpointSecret.count({ where: { endpointId: endpoint.id } })).toBe(0)
})

test.each([
  ['standard', /^whsec_[A-Za-z0-9+/]{43}=$/],
  ['composio', /^[0-9a-f]{64}$/],
  ['selfcommunity', /^[0-9a-f]{64}$/],
  ['storno', /^whsec_[0-9a-f]{64}$/],
])('%s makes keys in its own format, and stores none of their bytes', async (dialect, format) => {
  const ctx = await (await makeTeam()).as('developer')
  const { endpoint, secret } = await makeEndpoint(ctx, dialect)
  if (!secret) throw new Error('this dialect always has a key')
  expect(secret).toMatch(format)
  const row = await db().endpointSecret.findFirstOrThrow({ where: { endpointId: endpoint.id } })
  expect(Buffer.from(row.sealed).includes(Buffer.from(secret))).toBe(false)
  expect(row.mask).not.toContain(secret.slice(10))
  const elsewhere = { ...row, endpointId: endpoint.teamId }
  expect(() => openSecretDangerously(elsewhere)).toThrow()
})
