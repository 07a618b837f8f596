import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pool } from '#lib/db/client.ts'
import type { NewMessage } from '#lib/domain/messages/message.ts'
import { publishMessages } from '#lib/domain/messages/publish.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { guarded } from '#lib/domain/shared/transaction.ts'
import { makeEndpoint, makeTeam, type TestContext } from '../factories.ts'

export interface FaultOptions {
  readonly messages: number
  readonly endpoints: number
  readonly workers: number
  /** how many workers are killed with SIGKILL, at moments that the seed decides */
  readonly kills: number
  readonly seed: number
  /** requests that one worker has under way; a killed one leaves at most so many that arrive again */
  readonly places: number
  readonly leaseMs: number
  /** what is done to the database meanwhile, each once, at moments that the seed decides */
  readonly databaseFaults?: readonly (() => Promise<unknown>)[]
  readonly limitMs: number
}

export interface FaultReport {
  /** messages that were accepted, times the endpoints that they go to */
  readonly accepted: number
  /** of those, how many arrived */
  readonly arrived: number
  /** requests beyond the first of each */
  readonly duplicates: number
  readonly kills: number
  /** deliveries that are unfinished at the end */
  readonly left: number
  /** finished ones by state */
  readonly finished: Readonly<Record<string, number>>
  readonly seconds: number
}

const BATCH = 100
const EVENT = 'comment.created'

/**
 * Publishes while workers are killed and the database is restarted, and waits until nothing is on its way any more.
 * The database is the process's own. Throws when that takes longer than the limit.
 */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const startedAt = performance.now()
  const arrived = new Map<string, number>()
  const crew = new Crew(options)
  const random = generator(options.seed)
  const total = options.messages * options.endpoints
  const faults = [
    ...Array.from({ length: options.kills }, () => () => crew.killOne(random)),
    ...(options.databaseFaults ?? []),
  ].map((fault) => ({ fault, at: Math.floor(random() * total * 0.95) }))
  faults.sort((a, b) => a.at - b.at)

  const server = await listen((key) => {
    arrived.set(key, (arrived.get(key) ?? 0) + 1)
    while (faults[0] && arrived.size >= faults[0].at) void faults.shift()?.fault()
  })
  const { port } = server.address() as AddressInfo
  // the workers would send what others left
  await pool().query('DELETE FROM deliveries')
  const ctx = await (await makeTeam()).as('owner')
  for (let i = 0; i < options.endpoints; i++)
    await makeEndpoint(ctx, 'selfcommunity', {
      url: `http://faults.test:${port}/${i}`,
      events: [EVENT],
    })
  try {
    await crew.start()
    await publishAll(ctx, options.messages)
    const left = await untilIdle(ctx.teamId, startedAt + options.limitMs)
    const requests = [...arrived.values()].reduce((sum, count) => sum + count, 0)
    return {
      accepted: total,
      arrived: arrived.size,
      duplicates: requests - arrived.size,
      kills: crew.killed,
      left,
      finished: await finishedOf(ctx.teamId),
      seconds: (performance.now() - startedAt) / 1000,
    }
  } finally {
    await crew.stop()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Tells of each request which delivery it is: the endpoint's path and the event's number. */
async function listen(onRequest: (key: string) => void): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk))
    request.on('end', () => {
      onRequest(`${request.url} ${(JSON.parse(body) as { event_id: number }).event_id}`)
      response.writeHead(200).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** As a careful publisher does: each message has an id, so that a call whose answer was lost can be made again. */
async function publishAll(ctx: TestContext, count: number): Promise<void> {
  for (let first = 0; first < count; first += BATCH) {
    const messages = Array.from(
      { length: Math.min(BATCH, count - first) },
      (_, i): NewMessage => ({
        dialect: 'selfcommunity',
        eventType: EVENT,
        id: `fault-${first + i}`,
        payload: { n: first + i },
        occurredAt: new Date(0),
      }),
    )
    await persistently(() => publishMessages(ctx, messages))
  }
}

/** Asks a database that is away again. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await guarded(work)
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'unavailable') throw error
      await delay(100)
    }
  }
}

async function untilIdle(teamId: string, deadline: number): Promise<number> {
  for (;;) {
    const { rows } = await persistently(() =>
      pool().query<{ count: number }>('SELECT count(*)::int AS count FROM deliveries WHERE team_id = $1', [
        teamId,
      ]),
    )
    const left = rows[0]?.count ?? 0
    if (left === 0 || performance.now() > deadline) return left
    await delay(100)
  }
}

async function finishedOf(teamId: string): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ state: string; count: number }>(
    'SELECT state::text, count(*)::int AS count FROM delivery_history WHERE team_id = $1 GROUP BY state',
    [teamId],
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** The workers: one that is killed is replaced. */
class Crew {
  killed = 0
  readonly #options: FaultOptions
  readonly #members = new Set<ChildProcess>()
  #isOver = false

  constructor(options: FaultOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    for (let i = 0; i < this.#options.workers; i++) this.#hire()
    await Promise.all([...this.#members].map((member) => once(member, 'message')))
  }

  killOne(random: () => number): void {
    const members = [...this.#members]
    members[Math.floor(random() * members.length)]?.kill('SIGKILL')
    this.killed += 1
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(
      [...this.#members].map((member) => {
        const exited = once(member, 'exit')
        member.disconnect()
        return exited
      }),
    )
  }

  #hire(): void {
    const { places, leaseMs } = this.#options
    const member = fork(
      path.join(import.meta.dirname, 'worker-process.ts'),
      [String(places), String(leaseMs)],
      {
        execArgv: ['--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
    )
    this.#members.add(member)
    member.once('exit', () => {
      this.#members.delete(member)
      if (!this.#isOver) this.#hire()
    })
  }
}

/** From 0 to below 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
