import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import { createEmptyDatabase } from '#lib/testing/database-server.ts'
import { connectClient } from './connect.ts'
import { migrate, pendingMigrations } from './migrate.ts'

let url: string
let dir: string

beforeEach(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-migrations-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  url = await createEmptyDatabase(inject('databaseServer'))
})

function write(name: string, sql: string) {
  mkdirSync(path.join(dir, name), { recursive: true })
  writeFileSync(path.join(dir, name, 'migration.sql'), sql)
}

async function query(sql: string) {
  const client = await connectClient(url)
  return client.query(sql).finally(() => client.end())
}

test('applies what is missing, in order, and then nothing', async () => {
  write('20260102_second', 'ALTER TABLE a ADD COLUMN n int;')
  write('20260101_first', "CREATE TABLE a (t text DEFAULT ';'); INSERT INTO a VALUES ('x;y');")
  const seen: string[] = []

  expect(await pendingMigrations(url, dir)).toEqual(['20260101_first', '20260102_second'])
  expect(await migrate(url, { dir, onMigration: (name) => seen.push(name) })).toEqual(seen)
  expect(seen).toEqual(['20260101_first', '20260102_second'])
  expect(await pendingMigrations(url, dir)).toEqual([])
  expect(await migrate(url, { dir })).toEqual([])
})

test('processes that start at the same moment apply each migration once', async () => {
  write('20260101_first', 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);')
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(url, { dir })))

  expect(results.flat()).toEqual(['20260101_first'])
  expect((await query('SELECT n FROM a')).rows).toEqual([{ n: 1 }])
})

test('a migration that fails is named, leaves nothing of itself, and can be tried again', async () => {
  write('20260101_first', 'CREATE TABLE a (n int);')
  write('20260102_broken', 'CREATE TABLE b (n int); SELECT 1/0;')
  await expect(migrate(url, { dir })).rejects.toThrow(
    'Migration 20260102_broken failed and was undone (division by zero).',
  )
  expect((await query("SELECT to_regclass('a') AS a, to_regclass('b') AS b")).rows).toEqual([
    { a: 'a', b: null },
  ])

  write('20260102_broken', 'CREATE TABLE b (n int);')
  expect(await migrate(url, { dir })).toEqual(['20260102_broken'])
})

test('one that another tool began and did not finish stops us', async () => {
  write('20260101_first', 'CREATE TABLE a (n int);')
  await migrate(url, { dir })
  await query('UPDATE _prisma_migrations SET finished_at = NULL')
  await expect(migrate(url, { dir })).rejects.toThrow(/^Migration 20260101_first was begun and not finished/)
  await expect(pendingMigrations(url, dir)).rejects.toThrow(/20260101_first/)
})

test('a changed or an unknown migration is a warning', async () => {
  write('20260101_first', 'CREATE TABLE a (n int);')
  write('20260102_second', 'CREATE TABLE b (n int);')
  await migrate(url, { dir })
  write('20260101_first', 'CREATE TABLE a (n bigint);')
  rmSync(path.join(dir, '20260102_second'), { recursive: true })
  const warnings: string[] = []
  await migrate(url, { dir, onWarning: (sentence) => warnings.push(sentence) })

  expect(warnings.sort()).toEqual([
    'Migration 20260101_first was changed after it had been applied.',
    'The database has a migration that this version does not know: 20260102_second.',
  ])
})

test('a database that cannot be used is said in one sentence, without the password', async () => {
  const closed = 'postgresql://someone:hunter2secret@127.0.0.1:1/none'
  await expect(migrate(closed)).rejects.toThrow(
    /^Cannot reach the database at 127\.0\.0\.1:1\/none \(ECONNREFUSED\): check DATABASE_URL/,
  )
  await expect(migrate(closed)).rejects.not.toThrow(/hunter2secret/)
  const missing = new URL(url)
  missing.pathname = '/missing'
  await expect(migrate(missing.href)).rejects.toThrow(/^There is no such database at .*missing/)
})
