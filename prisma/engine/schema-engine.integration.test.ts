import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import { connectClient } from '#lib/db/connect.ts'
import { createEmptyDatabase } from '#lib/testing/database-server.ts'
import { runPrisma } from '#lib/testing/prisma-cli.ts'

/** With what a naive cut at semicolons would break. */
const firstMigration = `
CREATE TABLE "Part" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL DEFAULT 'a;b', CONSTRAINT "Part_pkey" PRIMARY KEY ("id"));
CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN NEW; END $$;
`
let dir: string
let url: string

beforeEach(async () => {
  url = await createEmptyDatabase(inject('databaseServer'))
  dir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-prisma-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(path.join(dir, 'migrations/20260101_first'), { recursive: true })
  writeFileSync(path.join(dir, 'migrations/migration_lock.toml'), 'provider = "postgresql"\n')
  writeFileSync(path.join(dir, 'migrations/20260101_first/migration.sql'), firstMigration)
  writeFileSync(
    path.join(dir, 'prisma.config.mjs'),
    `const here = (name) => new URL(name, import.meta.url).pathname
    process.env.PRISMA_SCHEMA_ENGINE_BINARY = ${JSON.stringify(path.join(import.meta.dirname, 'schema-engine.mjs'))}
    export default { schema: here('schema.prisma'), migrations: { path: here('migrations') },
      datasource: { url: process.env.DATABASE_URL } }`,
  )
  writeSchema('name String @default("a;b")')
})

function writeSchema(fields: string) {
  const schema = `datasource db {\n provider = "postgresql"\n}\nmodel Part {\n id Int @id\n ${fields}\n}\n`
  writeFileSync(path.join(dir, 'schema.prisma'), schema)
}

const prisma = (...args: string[]) =>
  runPrisma([...args, '--config', path.join(dir, 'prisma.config.mjs')], url)
const newestMigration = () => {
  const name = readdirSync(path.join(dir, 'migrations')).sort().at(-2) ?? ''
  return readFileSync(path.join(dir, 'migrations', name, 'migration.sql'), 'utf8')
}

async function databases() {
  const client = await connectClient(url)
  const { rows } = await client
    .query("SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow_db%'")
    .finally(() => client.end())
  return rows
}

test('migrate dev applies what is missing, writes the next migration, and leaves no shadow database', async () => {
  writeSchema('name String @default("a;b")\n weight Int?')
  await prisma('migrate', 'dev', '--name', 'weight')

  expect(newestMigration()).toContain('ALTER TABLE "Part" ADD COLUMN     "weight" INTEGER')
  expect((await prisma('migrate', 'status')).stdout).toContain('Database schema is up to date')
  // seen to be there for a moment yet
  await expect.poll(databases, { timeout: 20_000 }).toEqual([])
})

test('migrate reset and deploy end with the same tables', async () => {
  await prisma('migrate', 'deploy')
  await prisma('migrate', 'reset', '--force')
  const sides = ['--from-config-datasource', '--to-schema', path.join(dir, 'schema.prisma')]
  await expect(prisma('migrate', 'diff', '--exit-code', ...sides)).resolves.toBeDefined()
})

test('a database that does not exist yet is made', async () => {
  const missing = new URL(url)
  missing.pathname += '_new'
  url = missing.href
  expect((await prisma('migrate', 'deploy')).stdout).toContain(
    'All migrations have been successfully applied',
  )
})

test('a server that is not there is said with the code that the CLI knows', async () => {
  url = 'postgresql://nobody@127.0.0.1:1/none'
  await expect(prisma('migrate', 'deploy')).rejects.toMatchObject({
    stderr: expect.stringContaining('P1001'),
  })
})
