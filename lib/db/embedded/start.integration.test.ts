import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { isAlive, readPidFile } from './pid-file.ts'
import { startEmbeddedPostgres } from './start.ts'
import type { Tie } from './tie.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'patchbay-launcher-'))
chmodSync(root, 0o711)
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folders = 0
const newDataDir = () => path.join(root, `data-${folders++}`)
const cluster = (dataDir: string) => path.join(dataDir, 'postgres')

async function start(dataDir: string, options: { tie?: Tie; log?: (line: string) => void } = {}) {
  const server = await startEmbeddedPostgres({ dataDir, ...options })
  onTestFinished(() => server.stop())
  return server
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another process of ours that owns (or adopts) the server. */
async function startOwner(dataDir: string, tie?: Tie) {
  const script = path.join(import.meta.dirname, 'owner.fixture.ts')
  const child = fork(script, tie ? [dataDir, tie] : [dataDir], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [message] = (await once(child, 'message')) as [{ url: string; adopted: boolean }]
  return { child, ...message }
}

async function kill(child: ChildProcess) {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

describe('a first start', () => {
  test('gives a durable server with our database, behind a socket that only its user can reach', async () => {
    const dataDir = newDataDir()
    const server = await start(dataDir)

    expect(server.adopted).toBe(false)
    const settings = await query<{ name: string; setting: string }>(
      server.url,
      `SELECT name, setting FROM pg_settings
       WHERE name IN ('fsync', 'listen_addresses', 'TimeZone', 'server_encoding', 'unix_socket_permissions')`,
    )
    expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
      fsync: 'on',
      listen_addresses: '',
      TimeZone: 'UTC',
      server_encoding: 'UTF8',
      unix_socket_permissions: '0700',
    })
    expect(await query(server.url, 'SELECT current_database() AS name')).toEqual([{ name: 'patchbay' }])
    expect(statSync(path.join(dataDir, 'run')).mode & 0o777).toBe(0o700)
  })

  test('uses a short folder for the socket where the path of the data folder is too long', async () => {
    const dataDir = path.join(newDataDir(), 'long'.repeat(30))
    const server = await start(dataDir)

    const socketDir = new URL(server.url).searchParams.get('host') ?? ''
    onTestFinished(() => rmSync(socketDir, { recursive: true, force: true }))
    expect(path.dirname(socketDir)).toBe(os.tmpdir())
    expect(statSync(socketDir).mode & 0o777).toBe(0o700)
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('happens again, whole, after one that was killed half-way', async () => {
    const dataDir = newDataDir()
    mkdirSync(`${cluster(dataDir)}.new/base`, { recursive: true })
    writeFileSync(`${cluster(dataDir)}.new/PG_VERSION`, '18\n')
    const server = await start(dataDir)
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('a data folder that is already served', () => {
  test('is adopted, and stopping the adopter leaves the server running', async () => {
    const dataDir = newDataDir()
    const owner = await start(dataDir)
    const adopter = await startEmbeddedPostgres({ dataDir })

    expect(adopter).toMatchObject({ adopted: true, url: owner.url })
    await adopter.stop()
    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('ends up with one server when several processes start at the same moment', async () => {
    const dataDir = newDataDir()
    const owners = await Promise.all([startOwner(dataDir), startOwner(dataDir), startOwner(dataDir)])

    expect(owners.filter((owner) => !owner.adopted)).toHaveLength(1)
    expect(new Set(owners.map((owner) => owner.url)).size).toBe(1)
  })

  test('is served on under the same address when the process that had started the server is killed', async () => {
    const dataDir = newDataDir()
    const owner = await startOwner(dataDir)
    const adopter = await start(dataDir)
    const before = readPidFile(cluster(dataDir))?.pid
    await kill(owner.child)

    await vi.waitUntil(() => readPidFile(cluster(dataDir))?.pid !== before, { timeout: 10_000 })
    await vi.waitUntil(() => query(adopter.url, 'SELECT 1').catch(() => undefined), { timeout: 10_000 })
  })
})

const ties: Tie[] = process.platform === 'linux' ? ['parent-death-signal', 'watcher'] : ['watcher']

describe.each(ties)('kill -9 of the owner (%s)', (tie) => {
  test('ends the server, loses nothing acknowledged, and the next start works', async () => {
    const dataDir = newDataDir()
    const owner = await startOwner(dataDir, tie)
    await query(owner.url, 'CREATE TABLE kept AS SELECT generate_series(1, 100) AS n')
    const pid = readPidFile(cluster(dataDir))?.pid ?? 0
    await kill(owner.child)

    await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000 })
    const next = await start(dataDir, { tie })
    expect(next.adopted).toBe(false)
    expect(await query(next.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 100 }])
  })
})

describe('after a crash of the server itself', () => {
  test('it is started again, and has everything that was acknowledged', async () => {
    const dataDir = newDataDir()
    const server = await start(dataDir)
    await query(server.url, 'CREATE TABLE kept AS SELECT generate_series(1, 100) AS n')
    process.kill(readPidFile(cluster(dataDir))?.pid ?? 0, 'SIGKILL')

    const count = () => query(server.url, 'SELECT count(*)::int AS n FROM kept').catch(() => undefined)
    expect(await vi.waitUntil(count, { timeout: 15_000 })).toEqual([{ n: 100 }])
  })

  test('a pid file that names a live, unrelated process does not keep it from starting', async () => {
    const dataDir = newDataDir()
    const first = await startEmbeddedPostgres({ dataDir })
    const socketDir = new URL(first.url).searchParams.get('host') ?? ''
    await first.stop()

    // PostgreSQL takes any live process of its own user for a server
    const { uid, gid } = statSync(cluster(dataDir))
    const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {})
    onTestFinished(() => void stranger.kill('SIGKILL'))
    const lines = [stranger.pid, cluster(dataDir), 1_700_000_000, 5432, socketDir, '', '', 'ready', '']
    writeFileSync(path.join(cluster(dataDir), 'postmaster.pid'), lines.join('\n'))
    writeFileSync(path.join(socketDir, '.s.PGSQL.5432.lock'), `${lines.slice(0, 5).join('\n')}\n`)

    const next = await start(dataDir)
    expect(next.adopted).toBe(false)
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(isAlive(stranger.pid ?? 0)).toBe(true)
  })
})

describe('what cannot work is said in one sentence', () => {
  test('a data folder that is a file', async () => {
    const dataDir = newDataDir()
    writeFileSync(dataDir, '')
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      /^Cannot write to the data folder .* set DATA_DIR/,
    )
  })

  test('data of another major version', async () => {
    const dataDir = newDataDir()
    mkdirSync(cluster(dataDir), { recursive: true })
    writeFileSync(path.join(cluster(dataDir), 'PG_VERSION'), '12\n')
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      /was written by PostgreSQL 12, and this is PostgreSQL 18/,
    )
  })

  test('a folder of something else', async () => {
    const dataDir = newDataDir()
    mkdirSync(cluster(dataDir), { recursive: true })
    writeFileSync(path.join(cluster(dataDir), 'photo.jpg'), '')
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      /is not empty and holds no PostgreSQL data/,
    )
  })

  test('a server that refuses its settings', async () => {
    const starting = startEmbeddedPostgres({ dataDir: newDataDir(), flags: ['-c', 'shared_buffers=-3'] })
    await expect(starting).rejects.toThrow(/^PostgreSQL did not start in .*: .*shared_buffers/)
  })
})
