import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/client.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { uuidv7 } from '#lib/domain/shared/ids.ts'
import { deleteTeam } from '#lib/domain/teams/delete-team.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { type DeliveryFacts, insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { partitionName } from './months.ts'
import { alone, findPartitions } from './repo.ts'
import { eraseOld, makePartitions } from './retain.ts'

useDatabase()

const KEEP_DAYS = 90
const running = new AbortController().signal
const at = (text: string) => new Date(`${text}T12:00:00.000Z`)

const partitions = async () =>
  (await findPartitions()).map(({ history, month }) => partitionName(history, month))

async function dropPartitions() {
  for (const name of await partitions()) await db().$executeRawUnsafe(`DROP TABLE "${name}"`)
}
// an instance that is new: what other suites left in the shared tables is of other times
beforeEach(async () => {
  await dropPartitions()
  await db().delivery.deleteMany()
  await eraseOld({ clock: fakeClock(at('2100-01-01')), keepDays: 1 }, running)
})
afterEach(dropPartitions)

/** Partitions as they stood when these days began. */
const partitionsSince = async (...days: string[]) => {
  for (const day of days) await makePartitions({ clock: fakeClock(at(day)) })
}

const eraseAt = (day: string) => eraseOld({ clock: fakeClock(at(day)), keepDays: KEEP_DAYS }, running)

interface Made {
  readonly teamId: string
  readonly endpointId: string
  readonly messageId: string
  readonly deliveryId: string
}

/** A message, its delivery and one attempt, all of one moment. */
async function makeRecord(
  team: TestTeam,
  createdAt: Date,
  { externalId, finishedAt, ...facts }: DeliveryFacts & { externalId?: string; finishedAt?: Date } = {},
): Promise<Made> {
  const endpoint = { id: uuidv7(createdAt.getTime()), teamId: team.id }
  const messageId = uuidv7(createdAt.getTime())
  await db().message.create({
    data: {
      ...{ id: messageId, teamId: team.id, dialect: 'standard', eventType: 'invoice.paid', payload: {} },
      ...{ occurredAt: createdAt, createdAt, externalId: externalId ?? null },
    },
  })
  if (externalId !== undefined)
    await db().messageKey.create({
      data: { teamId: team.id, key: externalId, messageId, fingerprint: new Uint8Array(32), createdAt },
    })
  const deliveryId = await insertDelivery(endpoint, {
    createdAt,
    attempts: 1,
    lastAttemptAt: createdAt,
    ...facts,
  })
  await db().delivery.updateMany({ where: { id: deliveryId }, data: { messageId } })
  await db().deliveryHistory.updateMany({
    where: { id: deliveryId },
    data: { messageId, ...(finishedAt && { finishedAt }) },
  })
  await insertAttempt(endpoint, { deliveryId, sentAt: createdAt })
  return { teamId: team.id, endpointId: endpoint.id, messageId, deliveryId }
}

/** Which parts of a record are stored. */
async function left({ messageId, deliveryId }: Made) {
  const counts = {
    message: await db().message.count({ where: { id: messageId } }),
    delivery:
      (await db().delivery.count({ where: { id: deliveryId } })) +
      (await db().deliveryHistory.count({ where: { id: deliveryId } })),
    attempt: await db().attempt.count({ where: { deliveryId } }),
  }
  return Object.entries(counts).flatMap(([part, count]) => (count > 0 ? [part] : []))
}

const all = ['message', 'delivery', 'attempt']

describe('partitions', () => {
  it('are made for this month and the next three, and what is written then goes into them', async () => {
    const clock = fakeClock(at('2031-11-20'))
    const made = await makePartitions({ clock })
    expect(made.filter((name) => name.startsWith('attempts'))).toEqual(
      ['2031_11', '2031_12', '2032_01', '2032_02'].map((month) => `attempts_${month}`),
    )
    expect(made).toHaveLength(12)

    const team = await makeTeam()
    const { id } = await publishMessage(await team.as('owner', { clock }), {
      eventType: 'invoice.paid',
      payload: {},
    })
    const rows = await db()
      .$queryRaw`SELECT tableoid::regclass::text AS name FROM messages WHERE id = ${id}::uuid`
    expect(rows).toEqual([{ name: 'messages_2031_11' }])
  })

  it('are made once', async () => {
    const clock = fakeClock(at('2031-11-20'))
    await makePartitions({ clock })
    expect(await makePartitions({ clock })).toEqual([])
    clock.advance(30 * 86_400_000)
    expect(await makePartitions({ clock })).toEqual(
      ['delivery_history', 'messages', 'attempts'].map((history) => `${history}_2032_03`),
    )
  })

  it('leave a month alone of which something was written before', async () => {
    const record = await makeRecord(await makeTeam(), at('2031-11-02'))
    const made = await makePartitions({ clock: fakeClock(at('2031-11-20')) })
    expect(made.some((name) => name.endsWith('2031_11'))).toBe(false)
    expect(made.some((name) => name.endsWith('2031_12'))).toBe(true)
    expect(await left(record)).toEqual(all)
  })

  it('begin and end with their month, to the millisecond', async () => {
    await partitionsSince('2031-02-10')
    const team = await makeTeam()
    for (const moment of ['2031-02-01T00:00:00.000Z', '2031-02-28T23:59:59.999Z', '2031-03-01T00:00:00.000Z'])
      await makeRecord(team, new Date(moment))
    const rows = await db().$queryRaw<{ name: string }[]>`
      SELECT tableoid::regclass::text AS name FROM messages WHERE team_id = ${team.id}::uuid ORDER BY id`
    expect(rows.map(({ name }) => name)).toEqual(['messages_2031_02', 'messages_2031_02', 'messages_2031_03'])
  })
})

describe('the instance’s policy', () => {
  it('drops a month once all of it is too old, and no earlier', async () => {
    await partitionsSince('2031-01-10')
    const team = await makeTeam()
    const [january, february] = [
      await makeRecord(team, at('2031-01-31')),
      await makeRecord(team, at('2031-02-01')),
    ]

    // 90 days before is January 31st: a part of January is younger
    expect(await eraseAt('2031-05-01')).toMatchObject({ dropped: [] })
    expect(await left(january)).toEqual(all)

    expect(await eraseAt('2031-05-02')).toMatchObject({
      dropped: ['delivery_history_2031_01', 'messages_2031_01', 'attempts_2031_01'],
    })
    expect(await left(january)).toEqual([])
    expect(await left(february)).toEqual(all)
  })

  it.each(['pending', 'held'] as const)('keeps all that a %s delivery needs', async (state) => {
    await partitionsSince('2031-01-10')
    const team = await makeTeam()
    const unfinished = await makeRecord(team, at('2031-01-15'), { state })
    const finished = await makeRecord(team, at('2031-01-15'))

    await eraseAt('2031-12-01')
    // also where it will be written down: it may finish while its month is looked at
    const itsPartitions = ['delivery_history_2031_01', 'messages_2031_01', 'attempts_2031_01']
    expect(await partitions()).toEqual(expect.arrayContaining(itsPartitions))
    expect(await left(unfinished)).toEqual(all)
    expect(await left(finished)).toEqual([])

    await db().delivery.delete({ where: { id: unfinished.deliveryId } })
    expect(await eraseAt('2031-12-01')).toMatchObject({ dropped: itsPartitions })
    expect(await partitions()).not.toContain('messages_2031_01')
  })

  it('keeps the message of an old event that is being sent again', async () => {
    await partitionsSince('2031-01-10')
    const team = await makeTeam()
    const record = await makeRecord(team, at('2031-01-15'))
    const again = await insertDelivery(
      { id: record.endpointId, teamId: team.id },
      { state: 'pending', createdAt: at('2031-11-30') },
    )
    await db().delivery.update({ where: { id: again }, data: { messageId: record.messageId } })
    await eraseAt('2031-12-01')
    expect(await left(record)).toEqual(['message'])
  })

  it('counts from the end of a delivery: one that waited for months is kept after it arrived', async () => {
    await partitionsSince('2031-01-10')
    const record = await makeRecord(await makeTeam(), at('2031-01-15'), { finishedAt: at('2031-11-20') })
    await eraseAt('2031-12-01')
    expect(await left(record)).toEqual(['message', 'delivery'])
    await eraseAt('2032-02-20')
    expect(await left(record)).toEqual([])
    expect(await partitions()).not.toContain('delivery_history_2031_01')
  })

  it('erases to the day what was written before its month had a partition', async () => {
    const team = await makeTeam()
    const [old, young] = [
      await makeRecord(team, at('2031-01-30')),
      await makeRecord(team, new Date('2031-01-31T12:00:00.001Z')),
    ]
    await eraseAt('2031-05-01')
    expect(await left(old)).toEqual([])
    expect(await left(young)).toEqual(all)
  })

  it('takes batch after batch', async () => {
    const team = await makeTeam()
    await db().$executeRaw`
      INSERT INTO messages (id, team_id, dialect, event_type, payload, occurred_at, created_at)
      SELECT overlay(gen_random_uuid()::text PLACING '01c00000-0000-7' FROM 1 FOR 15)::uuid, ${team.id}::uuid,
        'standard', 'invoice.paid', '{}', now(), now() FROM generate_series(1, 2500)`
    expect(await eraseAt('2100-01-01')).toMatchObject({ messages: 2500 })
  })

  it('forgets publishers’ ids, so that each can come again', async () => {
    const team = await makeTeam()
    const clock = fakeClock(at('2031-01-15'))
    const owner = await team.as('owner', { clock })
    const message = { eventType: 'invoice.paid', payload: {}, id: 'inv-1' }
    const first = await publishMessage(owner, message)
    expect((await publishMessage(owner, message)).id).toBe(first.id)
    expect(await eraseAt('2031-12-01')).toMatchObject({ messages: 1 })
    expect(await publishMessage(owner, message)).toMatchObject({ duplicate: false })
  })

  it('is one process’s work at a time', async () => {
    const record = await makeRecord(await makeTeam(), at('2031-01-15'))
    await alone('patchbay.retention', async () => {
      expect(await eraseAt('2031-12-01')).toBeNull()
      expect(await makePartitions({ clock: fakeClock(at('2031-12-01')) })).toEqual([])
    })
    expect(await left(record)).toEqual(all)
    expect(await eraseAt('2031-12-01')).toMatchObject({ deliveries: 1 })
  })

  it('stops between batches when the process ends', async () => {
    const record = await makeRecord(await makeTeam(), at('2031-01-15'))
    const clock = fakeClock(at('2031-12-01'))
    await eraseOld({ clock, keepDays: KEEP_DAYS }, AbortSignal.abort())
    expect(await left(record)).toEqual(all)
  })
})

describe('a team’s shorter policy', () => {
  async function makeShortTeam(retentionDays: number) {
    const team = await makeTeam()
    await db().team.update({ where: { id: team.id }, data: { retentionDays } })
    return team
  }

  it('erases its own finished deliveries, and nobody else’s', async () => {
    await partitionsSince('2031-01-10')
    const [short, other] = [await makeShortTeam(7), await makeTeam()]
    const old = await makeRecord(short, at('2031-01-10'), { externalId: 'old' })
    const young = await makeRecord(short, at('2031-01-14'), { externalId: 'young' })
    const others = await makeRecord(other, at('2031-01-10'), { externalId: 'old' })
    expect(await eraseAt('2031-01-20')).toMatchObject({ dropped: [], deliveries: 1, messages: 1 })
    expect(await left(old)).toEqual([])
    expect(await left(young)).toEqual(all)
    expect(await left(others)).toEqual(all)
    const keys = await db().messageKey.findMany({ where: { teamId: { in: [short.id, other.id] } } })
    expect(keys.map(({ teamId, key }) => [teamId, key])).toEqual(
      expect.arrayContaining([
        [short.id, 'young'],
        [other.id, 'old'],
      ]),
    )
    expect(keys).toHaveLength(2)
  })

  it('never touches what is unfinished, nor what finished lately', async () => {
    const team = await makeShortTeam(7)
    const unfinished = await makeRecord(team, at('2031-01-01'), { state: 'held' })
    const late = await makeRecord(team, at('2031-01-01'), { finishedAt: at('2031-01-18') })
    expect(await eraseAt('2031-01-20')).toMatchObject({ deliveries: 0, messages: 0 })
    expect([await left(unfinished), await left(late)]).toEqual([all, all])
  })

  it('that is longer than the instance’s changes nothing', async () => {
    const team = await makeShortTeam(3_000)
    const record = await makeRecord(team, at('2031-01-01'))
    await eraseAt('2031-06-01')
    expect(await left(record)).toEqual([])
  })
})

it('what a deleted team left goes with the next run, and nobody else’s', async () => {
  await partitionsSince('2031-01-10')
  const [gone, other] = [await makeTeam(), await makeTeam()]
  const records = [
    await makeRecord(gone, at('2031-01-15'), { externalId: 'mine' }),
    await makeRecord(gone, at('2031-02-15')),
  ]
  const kept = await makeRecord(other, at('2031-01-15'))
  await deleteTeam(await gone.as('owner'), { confirm: gone.slug })
  await eraseAt('2031-02-16')
  for (const record of records) expect(await left(record)).toEqual([])
  expect(await db().messageKey.count({ where: { teamId: gone.id } })).toBe(0)
  expect(await left(kept)).toEqual(all)
})

it('an endpoint’s deletion leaves its history to the policy', async () => {
  const team = await makeTeam()
  const { endpoint } = await makeEndpoint(await team.as('owner'))
  const deliveryId = await insertDelivery(endpoint, { createdAt: at('2031-01-15') })
  await db().endpoint.delete({ where: { id: endpoint.id } })
  expect(await db().deliveryHistory.count({ where: { id: deliveryId } })).toBe(1)
  await eraseAt('2031-12-01')
  expect(await db().deliveryHistory.count({ where: { id: deliveryId } })).toBe(0)
})
