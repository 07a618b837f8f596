import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadKeyring } from '#lib/crypto/master-key.ts'
import { pool } from '#lib/db/client.ts'
import { parseEnv } from '#lib/env.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { assertMasterKeyFits } from './master-key-check.ts'

const database = useDatabase()
let dataDir: string

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-keys-'))
  // a schema of its own, because other suites leave secrets of their keys in the database
  await pool().query('CREATE SCHEMA key_check')
  await pool().query('CREATE TABLE key_check.things (key_id text NOT NULL, sealed bytea NOT NULL)')
})

afterEach(async () => {
  await pool().query('DROP SCHEMA key_check CASCADE')
  rmSync(dataDir, { recursive: true, force: true })
})

const newKey = () => registerSecret('master-key', randomBytes(32).toString('hex'))

/** The settings of an installation whose data folder is this test's. */
function settings(variables: Record<string, string> = {}) {
  return parseEnv({ DATA_DIR: dataDir, ...variables }, '/')
}

function url(): string {
  const address = new URL(database.url())
  address.searchParams.set('options', '-c search_path=key_check')
  return address.href
}

async function sealUnder(...keyIds: string[]): Promise<void> {
  for (const id of keyIds) await pool().query(`INSERT INTO key_check.things VALUES ($1, '')`, [id])
}

describe('assertMasterKeyFits', () => {
  it('makes the key of a new installation', async () => {
    await assertMasterKeyFits(url(), settings())
    expect(readdirSync(dataDir)).toEqual(['master.key'])
  })

  it('is content with secrets of the current and of older keys', async () => {
    const [current, old] = [newKey(), newKey()]
    const both = settings({ PATCHBAY_MASTER_KEY: current, PATCHBAY_OLD_MASTER_KEYS: old })
    const ring = loadKeyring(both)
    await sealUnder(...[ring.current, ...ring.older].flatMap(({ id }) => [id, id, id]))
    await assertMasterKeyFits(url(), both)
  })

  it('does not put a new key in the place of one that is gone', async () => {
    await sealUnder('0a1b2c3d')
    await expect(assertMasterKeyFits(url(), settings())).rejects.toThrow(
      /their master key is gone: put the backup/,
    )
    expect(readdirSync(dataDir)).toEqual([])
  })

  it('names the key that is missing', async () => {
    const [one, other] = [newKey(), newKey()]
    const { id } = loadKeyring(settings({ PATCHBAY_MASTER_KEY: one })).current
    await sealUnder(id)
    await expect(assertMasterKeyFits(url(), settings({ PATCHBAY_MASTER_KEY: other }))).rejects.toThrow(
      `another master key (${id})`,
    )
  })
})
