import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { closeDb, db, POOL_SIZE, pool } from './client.ts'
import { connectClient } from './connect.ts'

const database = useDatabase()

test('Prisma and raw statements share one pool of bounded size', async () => {
  expect(pool()).toBe(pool())
  expect(db()).toBe(db())
  await Promise.all(
    Array.from({ length: 4 * POOL_SIZE }, (_, n) =>
      n % 2 ? db().$queryRaw`SELECT 1` : pool().query('SELECT 1'),
    ),
  )
  expect(pool().totalCount).toBe(POOL_SIZE)
})

test('times mean the same moment whatever zone the server has', async () => {
  const admin = await connectClient(database.url())
  const { rows } = await admin.query<{ name: string }>('SELECT current_database() AS name')
  const name = rows[0]?.name
  await admin.query(`ALTER DATABASE ${name} SET TimeZone = 'Asia/Tokyo'`)
  await closeDb()
  try {
    const createdAt = new Date('2026-01-02T03:04:05.678Z')
    const id = randomUUID()
    await db().team.create({ data: { id, slug: id, name: 'Zone', createdAt, updatedAt: createdAt } })

    expect((await db().team.findUniqueOrThrow({ where: { id } })).createdAt).toEqual(createdAt)
    const raw = await admin.query<{ created_at: Date }>('SELECT created_at FROM teams WHERE id = $1', [id])
    expect(raw.rows[0]?.created_at).toEqual(createdAt)
  } finally {
    await admin.query(`ALTER DATABASE ${name} RESET TimeZone`)
    await admin.end()
    await closeDb()
  }
})

test('a pool whose connections the server cut goes on', async () => {
  await db().$queryRaw`SELECT 1`
  const admin = await connectClient(database.url())
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )
  await expect.poll(() => pool().totalCount).toBe(0)
  await admin.end()

  expect((await pool().query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
})
