import fc from 'fast-check'
import { makeCourier } from '#lib/delivery/courier.ts'
import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import { provideCourier } from '#lib/domain/deliveries/courier.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { type DoorAnswer, send } from '#lib/testing/door.ts'
import { startReceiver } from '#lib/testing/receiver.ts'
import { faultOf } from './judge.ts'
import { type FuzzRequest, requestTo } from './requests.ts'
import { type FuzzScene, openFuzzScene } from './scene.ts'

export interface FuzzOptions {
  readonly doors: Readonly<Record<string, DialectApi | undefined>>
  /** requests, of all doors together */
  readonly count: number
  /** the same seed makes up the same requests, as far as the answers are the same */
  readonly seed: number
}

export interface OperationTally {
  readonly dialect: string
  readonly operation: string
  succeeded: number
  readonly byStatus: Map<number, number>
}

export interface FuzzReport {
  readonly requests: number
  readonly succeeded: number
  readonly tallies: readonly OperationTally[]
  /** each with seed, number and request */
  readonly faults: readonly string[]
}

/** After so many there is enough to mend. */
const MAX_FAULTS = 20

/**
 * Sends made-up requests to every operation of every door in turn, and judges each answer. What a door sends on itself
 * stays on this machine.
 */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const unexpected: string[] = []
  const receiver = await startReceiver()
  const onError = (error: unknown) => unexpected.push(`While something was sent: ${String(error)}`)
  provideCourier(makeCourier({ clock: systemClock, sender: receiver.sender, random: Math.random, onError }))
  try {
    const report = await askInTurn(options)
    return { ...report, faults: [...report.faults, ...unexpected] }
  } finally {
    provideCourier(null)
    await receiver.close()
  }
}

async function askInTurn({ doors, count, seed }: FuzzOptions): Promise<FuzzReport> {
  const names = Object.keys(doors)
  const scenes = new Map<string, FuzzScene>()
  for (const name of names) {
    const api = doors[name]
    if (api) scenes.set(name, await openFuzzScene(name, api))
  }
  const turns = [...scenes].flatMap(([name, { api }]) =>
    api.operations.map((operation) => ({ name, operation })),
  )
  const tallies = new Map<string, OperationTally>()
  const faults: string[] = []
  let succeeded = 0
  let sent = 0
  for (; sent < count && faults.length < MAX_FAULTS; sent++) {
    const turn = turns[sent % turns.length]
    const scene = turn && scenes.get(turn.name)
    if (!turn || !scene) throw new Error('There is no operation to ask.')
    const [request] = fc.sample(requestTo(turn.operation, scene), { seed: seed + sent * 7919, numRuns: 1 })
    if (!request) throw new Error('No request was made up.')
    const answer = await ask(scene, request)
    if (isSuccess(request, answer)) succeeded++
    tally(tallies, scene, request, answer)
    const fault = faultOf(scene.api, request, answer)
    if (fault) faults.push(describeFault(fault, { seed, number: sent, scene, request, answer }))
    remember(scene, request, answer)
    if (isLockedOut(scene, request, answer)) scenes.set(turn.name, await openFuzzScene(turn.name, scene.api))
  }
  return { requests: sent, succeeded, tallies: [...tallies.values()], faults }
}

/** A refusal now and then is a scope or a role; so many changes in a row that are all refused are a lost role. */
const MAX_FORBIDDEN = 4

/** A run can revoke its own key or take its own role away, and then goes on in another team. */
function isLockedOut(scene: FuzzScene, request: FuzzRequest, { status }: DoorAnswer): boolean {
  if (request.attack !== 'valid') return false
  if (request.method !== 'GET') scene.forbiddenInARow = status === 403 ? scene.forbiddenInARow + 1 : 0
  return status === 401 || scene.forbiddenInARow >= MAX_FORBIDDEN
}

/** That a path has methods says nothing about being inside. */
function isSuccess({ method }: FuzzRequest, { status }: DoorAnswer): boolean {
  return status < 400 && method !== 'OPTIONS'
}

async function ask(scene: FuzzScene, { method, path, headers, body }: FuzzRequest): Promise<DoorAnswer> {
  return send(scene.app, method, path, { headers, ...(body ? { raw: body } : {}) })
}

function tally(
  tallies: Map<string, OperationTally>,
  { dialect }: FuzzScene,
  request: FuzzRequest,
  answer: DoorAnswer,
): void {
  const { name } = request.operation
  const key = `${dialect} ${name}`
  const fresh = { dialect, operation: name, succeeded: 0, byStatus: new Map<number, number>() }
  const counts = tallies.get(key) ?? fresh
  if (isSuccess(request, answer)) counts.succeeded++
  counts.byStatus.set(answer.status, (counts.byStatus.get(answer.status) ?? 0) + 1)
  tallies.set(key, counts)
}

/** Later requests use what there is now. */
function remember({ ids }: FuzzScene, { operation, method, path }: FuzzRequest, answer: DoorAnswer): void {
  if (answer.status >= 400 || method !== operation.method) return
  if (method === 'DELETE') ids.forget(path)
  else ids.learn(operation.path, path, answer.body)
}

interface Failed {
  readonly seed: number
  readonly number: number
  readonly scene: FuzzScene
  readonly request: FuzzRequest
  readonly answer: DoorAnswer
}

/** Enough to send it again; never a credential. */
function describeFault(fault: string, { seed, number, scene, request, answer }: Failed): string {
  const { operation, attack, method, path, body, headers } = request
  const shown = Object.entries(headers).filter(([name]) => !(name in scene.credentials))
  const text = body ? new TextDecoder().decode(body).slice(0, 600) : ''
  return [
    `${scene.dialect} ${operation.name}: ${fault} (seed ${seed}, request ${number}, ${attack})`,
    `  ${method} ${path.slice(0, 300)} ${JSON.stringify(Object.fromEntries(shown))}`,
    ...(text ? [`  ${text}`] : []),
    `  → ${answer.status} ${answer.text.slice(0, 400)}`,
  ].join('\n')
}
