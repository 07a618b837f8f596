import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam, type TestContext } from '#lib/testing/factories.ts'
import { deleteEndpoint } from '../endpoints/delete.ts'
import { getEndpoint } from '../endpoints/get.ts'
import { updateEndpoint } from '../endpoints/update.ts'
import { getJob } from './get.ts'
import { runOneJob } from './run.ts'
import { startBulkJob } from './start.ts'
import { undoJob } from './undo.ts'

useDatabase()

async function work(ctx: TestContext, id: string) {
  const onError = (error: unknown) => {
    throw error
  }
  const services = { clock: ctx.clock, profile: ctx.profile, notify: () => {}, onError }
  while ((await getJob(ctx, id)).finishedAt === null) await runOneJob(services, new AbortController().signal)
  return getJob(ctx, id)
}

/** A team's owner, as who asks once more with every call. */
async function scene() {
  const owner = await (await makeTeam()).as('owner')
  return { owner, asking: () => ({ ...owner, requestId: crypto.randomUUID() }) }
}
const make = async (ctx: TestContext, dialect = 'standard') => (await makeEndpoint(ctx, dialect)).endpoint.id
const activeOf = async (ctx: TestContext, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await getEndpoint(ctx, id)).active))

test('takes back what the job changed, and nothing that was so already or that it could not change', async () => {
  const { owner, asking } = await scene()
  const ids = [await make(owner), await make(owner, 'storno'), await make(owner)]
  const asleep = await make(owner)
  await updateEndpoint(asking(), { id: asleep, patch: { active: false } })
  const other = await make(owner)
  const { id } = await startBulkJob(asking(), { edit: { ids: [...ids, asleep], patch: { active: false } } })
  expect(await work(owner, id)).toMatchObject({ total: 4, changed: 3 })
  await updateEndpoint(asking(), { id: other, patch: { active: false } })

  const undone = await work(owner, (await undoJob(asking(), { id })).id)
  expect(undone).toMatchObject({ state: 'done', total: 3, changed: 3, change: { patch: { active: true } } })
  expect(await activeOf(owner, [...ids, asleep, other])).toEqual([true, true, true, false, false])
  // and that can be taken back too
  await work(owner, (await undoJob(asking(), { id: undone.id })).id)
  expect(await activeOf(owner, ids)).toEqual([false, false, false])
})

test('turns TLS verification back on, of those that still are there', async () => {
  const { owner, asking } = await scene()
  const [kept, gone] = [await make(owner), await make(owner)]
  const patch = { tlsVerification: false }
  const { id } = await startBulkJob(asking(), { edit: { ids: [kept, gone], patch } })
  await work(owner, id)
  await deleteEndpoint(asking(), { id: gone })
  const undone = await work(owner, (await undoJob(asking(), { id })).id)
  expect(undone).toMatchObject({ total: 1, changed: 1, failed: 0 })
  expect((await getEndpoint(owner, kept)).tlsVerification).toBe(true)
})

test('refuses a job that is at work, of another team, without an opposite, or without effect', async () => {
  const { owner, asking } = await scene()
  const ids = [await make(owner)]
  const begin = async (edit: object) => (await startBulkJob(asking(), { edit: { ids, ...edit } })).id
  const fault = (ctx: TestContext, id: string) => undoJob(ctx, { id }).catch((error: unknown) => error)
  const refused = { code: 'wrong_state' }

  const atWork = await begin({ patch: { active: false } })
  expect(await fault(asking(), atWork)).toMatchObject(refused)
  expect(await fault((await scene()).asking(), atWork)).toMatchObject({ code: 'not_found' })
  expect(await fault(asking(), 'x')).toMatchObject({ code: 'not_found' })
  await work(owner, atWork)
  for (const edit of [
    { patch: { active: false } },
    { patch: { active: true, description: 'Both' } },
    { patch: { description: 'Else' } },
    { events: { add: ['deal.won'] } },
  ]) {
    const id = await begin(edit)
    await work(owner, id)
    expect(await fault(asking(), id)).toMatchObject(refused)
  }
  expect(await db().job.count({ where: { teamId: owner.teamId } })).toBe(5)
})
