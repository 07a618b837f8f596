import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keyring, loadKeyring } from '#lib/crypto/master-key.ts'
import { seal } from '#lib/crypto/seal.ts'
import { db, pool } from '#lib/db/client.ts'
import { keysInUse } from '#lib/db/key-locks.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { revealSecret } from '#lib/domain/endpoints/reveal-secret.ts'
import { answerOnce } from '#lib/domain/idempotency/keyed-answer.ts'
import { currentSigningKey, publishedKeys } from '#lib/domain/oauth-apps/signing-key.ts'
import { revealSourceValue } from '#lib/domain/sources/reveal-secret-value.ts'
import { envVariables, parseEnv } from '#lib/env.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  clearSealed,
  makeSealedThings,
  masterKey,
  masterKeyText,
  openAll,
} from '#lib/testing/sealed-things.ts'

const database = useDatabase('rekeying')
const children: ChildProcess[] = []
let dataDir: string
let held: pg.PoolClient | undefined

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-rekey-'))
  await clearSealed()
})
afterEach(async () => {
  held?.release(true)
  held = undefined
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  rmSync(dataDir, { recursive: true, force: true })
})

/** The key of this process, which everything that a test makes is sealed under. */
const firstKey = () => process.env.PATCHBAY_MASTER_KEY ?? ''
const keyFile = () => path.join(dataDir, 'master.key')
const linesOfFile = () => readFileSync(keyFile(), 'utf8').trimEnd().split('\n')

/** A data folder whose file holds the first key: no variable is needed then. */
function keepFirstKeyInFile(): void {
  const line = `v1:${Buffer.from(firstKey(), 'hex').toString('base64')}\n`
  writeFileSync(keyFile(), line, { mode: 0o600 })
}

const ringOfFile = () => loadKeyring(parseEnv({ DATA_DIR: dataDir }, '/'))

/** A command as a process of its own, as it runs in a terminal. */
function start(command: string, args: readonly string[], variables: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env
  const unset = Object.fromEntries(envVariables.map((name) => [name, '']))
  const child = fork(path.join(import.meta.dirname, `${command}.ts`), args, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...unset,
      ...{ NODE_ENV: 'test', PATH, HOME, LOG_LEVEL: 'warn' },
      ...{ DATA_DIR: dataDir, DATABASE_URL: database.url() },
      ...variables,
    },
  })
  children.push(child)
  return child
}

async function run(command: string, args: readonly string[], variables: Record<string, string> = {}) {
  const child = start(command, args, variables)
  if (!child.stdout || !child.stderr) throw new Error('The command has no output.')
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { output, errors, exitCode }
}

const rekey = (args: readonly string[], variables?: Record<string, string>) => run('rekey', args, variables)

/** The command, expected to end well, and what it said. */
async function rekeyed(args: readonly string[], variables?: Record<string, string>): Promise<string> {
  const { output, errors, exitCode } = await rekey(args, variables)
  expect({ errors, exitCode }).toEqual({ errors: '', exitCode: 0 })
  return output
}

/** A delivery worker that is at work. */
async function startWorker(variables: Record<string, string>): Promise<ChildProcess> {
  const child = start('worker', [], variables)
  let output = ''
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk
        if (output.includes('The delivery worker is at work.')) resolve()
      })
    }
    child.once('exit', () => reject(new Error(`The worker ended: ${output}`)))
  })
  return child
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

/** Holds a row fast until `release`, so that the command stands still in the middle of its work. */
async function holdRow() {
  const other = await pool().connect()
  held = other
  await other.query('BEGIN')
  await other.query('SELECT FROM source_values ORDER BY source_id, name LIMIT 1 FOR UPDATE')
  const waiting = async () => {
    const { rows } = await pool().query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    return rows.length
  }
  return {
    untilAwaited: () => expect.poll(waiting, { interval: 10, timeout: 20_000 }).toBe(1),
    async release() {
      await other.query('ROLLBACK')
      other.release()
      held = undefined
    },
  }
}

/** How many processes tell of their key. */
async function countRunning(): Promise<number> {
  const client = await pool().connect()
  try {
    return (await keysInUse(client)).length
  } finally {
    client.release()
  }
}

const keyIds = async () => {
  const ids = new Set<string | null>()
  for (const row of await db().endpointSecret.findMany()) ids.add(row.keyId)
  for (const row of await db().sourceValue.findMany()) ids.add(row.keyId)
  for (const row of await db().signingKey.findMany()) ids.add(row.keyId)
  for (const row of await db().idempotencyKey.findMany()) ids.add(row.keyId)
  return [...ids]
}

describe('npm run rekey', () => {
  test('seals all under the key of the environment, and back, and everything is read as before', async () => {
    const things = await makeSealedThings()
    const { ctx, endpoint, secrets, source, values, request, answer } = things
    const [before, publicKeys] = [await openAll(keyring()), await publishedKeys(ctx.clock.now())]
    const [first, second] = [keyring().current.id, masterKeyText()]
    const next = masterKey(second)
    const settings = { PATCHBAY_MASTER_KEY: second, PATCHBAY_OLD_MASTER_KEYS: firstKey() }

    const output = await rekeyed([], settings)
    expect(output).toContain('secrets of endpoints: 2 sealed anew, 0 were already')
    expect(output).toContain(`The current key is ${next.id}.`)
    expect(output).toContain(
      `Nothing is sealed under the key ${first} any more: key 1 of PATCHBAY_OLD_MASTER_KEYS.`,
    )
    for (const secret of [firstKey(), second, ...secrets, ...Object.values(values)])
      expect(output).not.toContain(secret)
    expect(await keyIds()).toEqual([next.id])
    expect(await openAll({ current: next, older: [] })).toEqual(before)
    expect(readdirSync(dataDir)).toEqual([])

    expect(await rekeyed([], settings)).toContain('secrets of endpoints: 0 sealed anew, 2 were already')

    await rekeyed([], { PATCHBAY_MASTER_KEY: firstKey(), PATCHBAY_OLD_MASTER_KEYS: second })
    expect(await keyIds()).toEqual([first])
    expect(await revealSecret(ctx, { id: endpoint.id })).toBe(secrets[1])
    for (const [name, value] of Object.entries(values))
      expect(await revealSourceValue(ctx, source.id, name)).toBe(value)
    expect(await publishedKeys(ctx.clock.now())).toEqual(publicKeys)
    expect((await currentSigningKey(ctx.clock.now())).id).toBe(
      publicKeys.keys.map((key) => 'kid' in key && key.kid)[0],
    )
    const again = await answerOnce(ctx, request, () => Promise.reject(new Error('Done twice.')))
    expect(again).toEqual({ answer, isReplay: true })
    expect((await getEndpoint(ctx, endpoint.id)).version).toBe(2)
  })

  test('makes a new key in the file, keeps the old one below it, and takes it out when told to', async () => {
    await makeSealedThings()
    const before = await openAll(keyring())
    keepFirstKeyInFile()
    const [oldLine] = linesOfFile()

    const output = await rekeyed(['--new-key'])
    const ring = ringOfFile()
    expect(output).toContain(`The new key ${ring.current.id} is the first line of ${keyFile()}.`)
    expect(output).toContain(`${keyring().current.id} any more: line 2 of ${keyFile()}.`)
    const lines = linesOfFile()
    expect(lines).toEqual([expect.stringMatching(/^v1:[A-Za-z0-9+/]{43}=$/), oldLine])
    for (const line of lines) expect(output).not.toContain(line.slice(3))
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
    expect(readdirSync(dataDir)).toEqual(['master.key'])
    expect(await openAll({ current: ring.current, older: [] })).toEqual(before)

    expect(await rekeyed(['--drop-old-keys'])).toContain(
      `The key ${keyring().current.id} was taken out of ${keyFile()}.`,
    )
    expect(linesOfFile()).toEqual(lines.slice(0, 1))
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
  })

  test('moves from the file to the environment, and takes the file away when told to', async () => {
    await makeSealedThings()
    keepFirstKeyInFile()
    const second = masterKeyText()
    await rekeyed([], { PATCHBAY_MASTER_KEY: second })
    expect(linesOfFile()).toHaveLength(1)
    await rekeyed(['--drop-old-keys'], { PATCHBAY_MASTER_KEY: second })
    expect(existsSync(keyFile())).toBe(false)
    expect(await keyIds()).toEqual([masterKey(second).id])
  })

  test('killed in the middle, it goes on with the key that it had made', async () => {
    await makeSealedThings()
    const before = await openAll(keyring())
    keepFirstKeyInFile()
    const row = await holdRow()
    const child = start('rekey', ['--new-key'], {})
    await row.untilAwaited()
    await end(child, 'SIGKILL')
    await row.release()
    expect((await keyIds()).toSorted()).toEqual([keyring().current.id, ringOfFile().current.id].toSorted())
    const lines = linesOfFile()
    expect(lines).toHaveLength(2)

    expect(await rekeyed(['--new-key'])).toContain('so no other was made')
    expect(linesOfFile()).toEqual(lines)
    expect(await openAll({ current: ringOfFile().current, older: [] })).toEqual(before)
  })

  test('makes no new key while Patchbay runs, however it ends', async () => {
    await makeSealedThings()
    const before = await openAll(keyring())
    keepFirstKeyInFile()
    const content = readFileSync(keyFile(), 'utf8')
    const worker = await startWorker({})
    expect(await rekey(['--new-key'])).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/^patchbay: Patchbay is running, .*: stop all of its processes, .*\n$/),
    })
    expect(readFileSync(keyFile(), 'utf8')).toBe(content)
    expect(await openAll(keyring())).toEqual(before)
    // sealing under the key that all have does no harm
    await rekeyed([])
    await end(worker, 'SIGKILL')
    // the database notices by itself
    await expect.poll(countRunning, { timeout: 20_000 }).toBe(0)
    await rekeyed(['--new-key'])
    expect(await openAll({ current: ringOfFile().current, older: [] })).toEqual(before)
  })

  test('refuses while a process seals under the older key, and works beside those with the new one', async () => {
    await makeSealedThings()
    const [first, second] = [keyring().current.id, masterKeyText()]
    const settings = { PATCHBAY_MASTER_KEY: second, PATCHBAY_OLD_MASTER_KEYS: firstKey() }
    const old = await startWorker({ PATCHBAY_MASTER_KEY: firstKey() })
    await startWorker(settings)
    const { exitCode, errors } = await rekey([], settings)
    expect(exitCode).toBe(1)
    expect(errors).toBe(
      `patchbay: Patchbay is running with another master key (${first}): stop it, or start it again with the key ` +
        `${masterKey(second).id}; then run this again.\n`,
    )
    expect(await keyIds()).toEqual([first])
    await end(old, 'SIGTERM')
    await rekeyed([], settings)
    expect(await keyIds()).toEqual([masterKey(second).id])
  })

  test('meanwhile nothing starts with another key, and no second one works', async () => {
    await makeSealedThings()
    const second = masterKeyText()
    const settings = { PATCHBAY_MASTER_KEY: second, PATCHBAY_OLD_MASTER_KEYS: firstKey() }
    const row = await holdRow()
    const child = start('rekey', [], settings)
    await row.untilAwaited()
    // it would open all that it can see now, but not for long
    const late = { PATCHBAY_MASTER_KEY: firstKey(), PATCHBAY_OLD_MASTER_KEYS: second }
    expect(await run('worker', [], late)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining(`sealed under another master key (${masterKey(second).id})`),
    })
    const busy = { exitCode: 1, errors: 'patchbay: Another npm run rekey is at work: wait for its end.\n' }
    expect(await rekey([], settings)).toMatchObject(busy)
    expect(await rekey([], late)).toMatchObject(busy)
    await row.release()
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('names how many rows it could not open, and of which key, and seals the others', async () => {
    await makeSealedThings()
    const gone = masterKey()
    const row = await db().sourceValue.findFirstOrThrow()
    const where = { sourceId_name: { sourceId: row.sourceId, name: row.name } }
    await db().sourceValue.update({ where, data: seal('x', 'y', { current: gone, older: [] }) })
    const second = masterKeyText()
    const { exitCode, errors, output } = await rekey([], {
      PATCHBAY_MASTER_KEY: second,
      PATCHBAY_OLD_MASTER_KEYS: firstKey(),
    })
    expect(exitCode).toBe(1)
    expect(errors).toBe(
      'patchbay: Not everything could be opened, and what could not is as it was: 1 of the values of sources under ' +
        `the key ${gone.id}, which is missing.\n`,
    )
    expect(output).toContain('values of sources: 1 sealed anew')
    expect((await keyIds()).toSorted()).toEqual([gone.id, masterKey(second).id].toSorted())
  })

  test.each([
    [['--nonsense'], {}, 'Use: npm run rekey'],
    [[], {}, 'There is no master key: put the backup of'],
    [['--new-key'], { PATCHBAY_MASTER_KEY: '11'.repeat(32) }, 'The key comes from PATCHBAY_MASTER_KEY'],
  ])('says in one sentence what is wrong with %j', async (args, variables, sentence) => {
    const { exitCode, errors } = await rekey(args, variables)
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: expect.stringMatching(/^patchbay: .*\n$/) })
    expect(errors).toContain(sentence)
    expect(readdirSync(dataDir)).toEqual([])
  })
})
