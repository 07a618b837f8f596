import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { takePoint } from './take-point.ts'

useDatabase()

const take = (key: string, points: number) =>
  takePoint({ name: 'test', rule: { points, windowSeconds: 600 }, key })
const many = (key: string, points: number, count: number) =>
  Promise.all(Array.from({ length: count }, () => take(key, points)))

describe('a limit', () => {
  it.each([1, 3, 40, 200])('of %i gives exactly as many, also to requests of one moment', async (points) => {
    const taken = await many(crypto.randomUUID(), points, points + 25)
    expect(taken.filter((one) => one.retryAfterMs === null)).toHaveLength(points)
    for (const refused of taken.filter((one) => one.retryAfterMs !== null)) {
      expect(refused.retryAfterMs).toBeGreaterThan(0)
      expect(refused.remaining).toBe(0)
    }
  })

  it('counts down to nothing', async () => {
    const key = crypto.randomUUID()
    const left: number[] = []
    for (let i = 0; i < 5; i++) left.push((await take(key, 5)).remaining)
    expect(left).toEqual([4, 3, 2, 1, 0])
  })

  it('counts each key by itself, and tells when the window ends', async () => {
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
    await many(one, 2, 4)
    const taken = await take(other, 2)
    expect(taken).toMatchObject({ limit: 2, remaining: 1, windowSeconds: 600, retryAfterMs: null })
    const untilEndMs = taken.resetsAt.getTime() - Date.now()
    expect(untilEndMs).toBeGreaterThan(0)
    expect(untilEndMs).toBeLessThanOrEqual(600_000)
  })

  it('leaves what another process has leased alone', async () => {
    const key = crypto.randomUUID()
    // a process that took all but three of a hundred
    await take(key, 100)
    await db().$executeRaw`UPDATE rate_limits SET points = 97 WHERE key LIKE ${`%${key}`}`
    const taken = await many(key, 100, 50)
    // five leased before, three left over
    expect(taken.filter((one) => one.retryAfterMs === null)).toHaveLength(4 + 3)
  })

  it('asks the database far less often than once a request', async () => {
    const key = crypto.randomUUID()
    await many(key, 1000, 100)
    const [row] = await db().$queryRaw<{ points: number }[]>`
      SELECT points FROM rate_limits WHERE key LIKE ${`%${key}`}`
    expect(row?.points).toBe(100)
  })
})
