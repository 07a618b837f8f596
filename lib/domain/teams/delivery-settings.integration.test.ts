import { describe, expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { listChanges } from '../audit/list.ts'
import { getDeliverySettings, updateDeliverySettings } from './delivery-settings.ts'
import { updateTeam } from './update-team.ts'

useDatabase()

const members = async () => {
  const team = await makeTeam()
  return { admin: await team.as('admin'), owner: await team.as('owner') }
}

test('a new team keeps what the instance keeps, and pauses after five days', async () => {
  const { admin } = await members()
  expect(await getDeliverySettings(admin)).toEqual({ retentionDays: null, pauseAfterDays: 5, version: 1 })
})

describe('a change', () => {
  test('is of one setting alone, and on record', async () => {
    const { admin } = await members()
    await updateDeliverySettings(admin, { patch: { retentionDays: 7 }, version: 1 })
    const after = await updateDeliverySettings(admin, { patch: { pauseAfterDays: null }, version: 2 })
    expect(after).toEqual({ retentionDays: 7, pauseAfterDays: null, version: 3 })
    expect(await getDeliverySettings(admin)).toEqual(after)
    expect((await listChanges(admin, {})).items).toMatchObject([
      { action: 'team.updated', fields: [{ field: 'pauseAfterDays', before: 5, after: null }] },
      { action: 'team.updated', fields: [{ field: 'retentionDays', before: null, after: 7 }] },
    ])
  })

  test('to what it is already writes nothing', async () => {
    const { admin } = await members()
    for (const patch of [{}, { pauseAfterDays: 5 }, { retentionDays: null }])
      expect((await updateDeliverySettings(admin, { patch, version: 1 })).version).toBe(1)
    expect((await listChanges(admin, {})).items).toEqual([])
  })

  test.each([
    [{ retentionDays: 0 }, 'retentionDays'],
    [{ retentionDays: 3_651 }, 'retentionDays'],
    [{ retentionDays: 1.5 }, 'retentionDays'],
    [{ pauseAfterDays: 0 }, 'pauseAfterDays'],
    [{ pauseAfterDays: 91 }, 'pauseAfterDays'],
  ])('to %j is refused', async (patch, field) => {
    const { admin } = await members()
    const refused = await failureOf(updateDeliverySettings(admin, { patch, version: 1 }))
    expect(refused).toMatchObject({ code: 'invalid', issues: [{ path: [field] }] })
  })

  test('is a conflict only with a later change of the same setting', async () => {
    const { admin, owner } = await members()
    await updateTeam(admin, { patch: { name: 'Contoso' }, version: 1 })
    await updateDeliverySettings(admin, { patch: { retentionDays: 30 }, version: 2 })
    const refused = await failureOf(
      updateDeliverySettings(owner, { patch: { retentionDays: 60 }, version: 1 }),
    )
    expect(refused).toMatchObject({
      code: 'conflict',
      conflicts: [{ field: 'retentionDays', author: admin.actor.label, current: 30, version: 3 }],
    })
    expect(await updateDeliverySettings(owner, { patch: { pauseAfterDays: 10 }, version: 1 })).toMatchObject({
      retentionDays: 30,
      pauseAfterDays: 10,
    })
  })
})
