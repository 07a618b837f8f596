import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { connectClient } from './connect.ts'

export type MigrateOptions = {
  /** Called before each migration that is applied. */
  onMigration?: (name: string) => void
  /** Called with one sentence for what is odd but does not stop us. */
  onWarning?: (sentence: string) => void
  /** Another folder of migrations, for tests. */
  dir?: string
}

type Migration = { name: string; sql: string; checksum: string }
type AppliedRow = { migration_name: string; checksum: string; finished_at: Date | null }
type Queryable = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>

const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** The lock that Prisma's own tools take, so that neither runs beside the other. */
const LOCK_ID = 72_707_369
const LOCK_TIMEOUT_MS = 60_000

/** As Prisma writes it, so that `prisma migrate` goes on from where the server stopped. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

/**
 * Applies the migrations that the database does not have yet, each in a transaction of its own. Processes that start
 * at the same moment wait for one another.
 * @returns the names of those applied
 * @throws Error (one sentence) when the database cannot be reached, or naming the migration that failed
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options.dir)
  const client = await connectClient(url)
  try {
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`)
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_ID])
    await client.query(HISTORY_TABLE)
    const applied = await readApplied(client)
    warnAboutDifferences(migrations, applied, options.onWarning)
    const pending = notApplied(migrations, applied)
    for (const migration of pending) {
      options.onMigration?.(migration.name)
      await apply(client, migration)
    }
    return pending.map((migration) => migration.name)
  } finally {
    // ends the session, and with it the lock
    await client.end()
  }
}

/**
 * The migrations that the database does not have yet; empty means that it is ready for this version.
 * @throws Error when the database does not answer
 */
export async function pendingMigrations(database: string | Queryable, dir?: string): Promise<string[]> {
  if (typeof database === 'string') {
    const client = await connectClient(database)
    return pendingMigrations(client, dir).finally(() => client.end())
  }
  const { rows } = await database.query<{ known: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS known`,
  )
  const applied = rows[0]?.known ? await readApplied(database) : []
  return notApplied(readMigrations(dir), applied).map((migration) => migration.name)
}

/** All migrations of this version, oldest first. */
function readMigrations(dir = MIGRATIONS_DIR): Migration[] {
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(dir, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function readApplied(database: Queryable): Promise<AppliedRow[]> {
  const { rows } = await database.query<AppliedRow>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  )
  const unfinished = rows.find((row) => row.finished_at === null)
  if (unfinished) {
    throw new Error(
      `Migration ${unfinished.migration_name} was begun and not finished: settle it with "npx prisma migrate resolve".`,
    )
  }
  return rows
}

function notApplied(migrations: Migration[], applied: AppliedRow[]): Migration[] {
  const names = new Set(applied.map((row) => row.migration_name))
  return migrations.filter((migration) => !names.has(migration.name))
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(migration.sql)
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {})
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Migration ${migration.name} failed and was undone (${reason}).`, { cause })
  }
}

function warnAboutDifferences(
  migrations: Migration[],
  applied: AppliedRow[],
  warn: (sentence: string) => void = () => {},
): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  for (const row of applied) {
    const checksum = known.get(row.migration_name)
    if (checksum === undefined)
      warn(`The database has a migration that this version does not know: ${row.migration_name}.`)
    else if (checksum !== row.checksum)
      warn(`Migration ${row.migration_name} was changed after it had been applied.`)
  }
}
