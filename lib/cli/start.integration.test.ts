import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { envVariables } from '#lib/env.ts'

let dataDir: string
let taken: net.Server
let takenPort: number

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-start-'))
  taken = net.createServer((socket) => socket.destroy()).listen({ host: '127.0.0.1', port: 0 })
  await once(taken, 'listening')
  takenPort = (taken.address() as AddressInfo).port
})

afterEach(async () => {
  await new Promise((resolve) => taken.close(resolve))
  rmSync(dataDir, { recursive: true, force: true })
})

/** Runs a command that is expected to refuse, and what it says. */
async function refusal(command: string, variables: Record<string, string>, ...args: string[]) {
  const { PATH = '', HOME = '' } = process.env
  // an empty variable counts as not set, and is not filled from a .env file
  const unset = Object.fromEntries(envVariables.map((name) => [name, '']))
  const file = path.join(import.meta.dirname, `${command}.ts`)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    env: { ...unset, NODE_ENV: 'test', PATH, HOME, DATA_DIR: dataDir, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { exitCode, errors, everything: output + errors }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<string> {
  const server = net.createServer().listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}

describe('npm start refuses in one sentence', () => {
  it('a port that is in use, before anything else is done', async () => {
    const { exitCode, errors } = await refusal('start', { PORT: String(takenPort) })
    expect(exitCode).toBe(1)
    expect(errors).toBe(
      `patchbay: Port ${takenPort} is in use by another program: stop that one, or set PORT to a free port.\n`,
    )
    expect(existsSync(path.join(dataDir, 'master.key'))).toBe(false)
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
  })

  it('each wrong variable, without the values of secrets', async () => {
    const { exitCode, errors, everything } = await refusal('start', {
      PORT: 'x',
      DATABASE_URL: 'mysql://patchbay:hunter2hunter2@host/db',
      PATCHBAY_MASTER_KEY: 'hunter2hunter2',
    })
    expect(exitCode).toBe(1)
    expect(errors.trim().split('\n')).toEqual([
      expect.stringMatching(/^patchbay: PORT must be .*\.$/),
      expect.stringMatching(/^patchbay: DATABASE_URL must be .*\.$/),
      expect.stringMatching(/^patchbay: PATCHBAY_MASTER_KEY must be .*\.$/),
    ])
    expect(everything).not.toContain('hunter2')
  })

  it('a database that does not answer, without the password', async () => {
    const PORT = await freePort()
    const { exitCode, errors, everything } = await refusal('start', {
      PORT,
      DATABASE_URL: `postgresql://patchbay:hunter2@127.0.0.1:${PORT}/db`,
    })
    expect(exitCode).toBe(1)
    expect(errors).toMatch(
      /^patchbay: Cannot reach the database at 127\.0\.0\.1:\d+\/db \(ECONNREFUSED\)[^\n]*\.\n$/,
    )
    expect(everything).not.toContain('hunter2')
  })

  it('a server that is no PostgreSQL', async () => {
    const { exitCode, errors } = await refusal('start', {
      PORT: await freePort(),
      DATABASE_URL: `postgresql://patchbay@127.0.0.1:${takenPort}/db`,
    })
    expect(exitCode).toBe(1)
    expect(errors).toMatch(/^patchbay: Cannot reach the database at [^\n]*\.\n$/)
  })

  it('a master key that others can read', async () => {
    const file = path.join(dataDir, 'master.key')
    writeFileSync(file, `v1:${Buffer.alloc(32).toString('base64')}\n`)
    chmodSync(file, 0o644)
    const { exitCode, errors } = await refusal('start', { PORT: await freePort() })
    expect(exitCode).toBe(1)
    expect(errors).toBe(
      `patchbay: ${file} is open to other users of this machine: run "chmod 600 ${file}".\n`,
    )
  })

  it('a data folder that cannot be written', async () => {
    const blocked = path.join(dataDir, 'file')
    writeFileSync(blocked, '')
    const { exitCode, errors } = await refusal('start', {
      PORT: await freePort(),
      DATA_DIR: path.join(blocked, 'x'),
    })
    expect(exitCode).toBe(1)
    expect(errors).toMatch(/^patchbay: Cannot write to the data folder [^\n]*\.\n$/)
  })
})

describe('npm run reset-password', () => {
  it.each([[[]], [['--email']], [['--mail', 'a@b.example']], [['a@b.example']]])(
    'says how it is used when called with %j',
    async (args) => {
      const { exitCode, errors } = await refusal('reset-password', {}, ...args)
      expect(exitCode).toBe(1)
      expect(errors).toBe(
        'patchbay: Say whose password: npm run reset-password -- --email name@example.com\n',
      )
    },
  )
})

describe('the bootstrap', () => {
  it('says what it can do', async () => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'bootstrap.mjs'), 'fly'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const [errors, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(exitCode).toBe(1)
    expect(errors).toMatch(/^patchbay: Say what to do: npm run start, [^\n]*\.\n$/)
  })
})
