import { describe, expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { listChanges } from '../audit/list.ts'
import { createEventType } from './create.ts'
import { listEventTypes } from './list.ts'
import { archiveEventType, updateEventType } from './update.ts'

useDatabase()

const name = 'order.shipped'

async function scene() {
  const team = await makeTeam()
  const [admin, owner] = [await team.as('admin'), await team.as('owner')]
  await createEventType(admin, { name, description: 'Left the house', schema: { type: 'object' } })
  const read = async () => (await listEventTypes(admin)).items.find((type) => type.name === name)
  return { admin, owner, read }
}

describe('two at once', () => {
  test('on one field: the second learns whose value stands, and overrules it only knowingly', async () => {
    const { admin, owner, read } = await scene()
    await updateEventType(admin, { name, patch: { description: 'Theirs' }, seenVersion: 1 })
    const late = await failureOf(
      updateEventType(owner, { name, patch: { description: 'Mine' }, seenVersion: 1 }),
    )
    expect(late).toMatchObject({
      code: 'conflict',
      message: `${admin.actor.label} changed the description meanwhile.`,
      conflicts: [{ field: 'description', author: admin.actor.label, version: 2, current: 'Theirs' }],
    })
    expect(await read()).toMatchObject({ description: 'Theirs', version: 2 })
    await updateEventType(owner, { name, patch: { description: 'Mine' }, seenVersion: 2 })
    expect(await read()).toMatchObject({ description: 'Mine', version: 3 })
  })

  test('on different fields: both survive, also when one archives it', async () => {
    const { admin, owner, read } = await scene()
    await updateEventType(admin, { name, patch: { description: 'Theirs' }, seenVersion: 1 })
    await archiveEventType(admin, { name, archived: true })
    await updateEventType(owner, { name, patch: { schema: { type: 'array' } }, seenVersion: 1 })
    expect(await read()).toMatchObject({
      description: 'Theirs',
      schema: { type: 'array' },
      archived: true,
      version: 4,
    })
  })

  test('on one field with the same value: nothing to refuse, nothing to record', async () => {
    const { admin, owner, read } = await scene()
    await updateEventType(admin, { name, patch: { description: 'Same' }, seenVersion: 1 })
    const { change } = await updateEventType(owner, { name, patch: { description: 'Same' }, seenVersion: 1 })
    expect([change, (await read())?.version]).toEqual([null, 2])
  })

  test('is told also after more changes than a page of the log has', async () => {
    const { admin, owner } = await scene()
    await updateEventType(admin, { name, patch: { description: 'Theirs' } })
    for (let i = 0; i < 51; i++)
      for (const archived of [true, false]) await archiveEventType(admin, { name, archived })
    const late = await failureOf(
      updateEventType(owner, { name, patch: { description: 'Mine' }, seenVersion: 1 }),
    )
    expect(late.conflicts).toMatchObject([{ field: 'description', version: 2 }])
  })
})

test('a dry run says what would change, and changes nothing', async () => {
  const { admin, read } = await scene()
  const before = [await read(), (await listChanges(admin, {})).items.length]
  const { type, change } = await updateEventType(admin, {
    name,
    patch: { description: 'Would be' },
    dryRun: true,
  })
  expect([type.description, type.version]).toEqual(['Would be', 2])
  expect(change?.fields).toEqual([{ field: 'description', before: 'Left the house', after: 'Would be' }])
  expect([await read(), (await listChanges(admin, {})).items.length]).toEqual(before)
})
