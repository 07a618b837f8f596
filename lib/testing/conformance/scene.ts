import type { Hono } from 'hono'
import { currentSecrets } from '#lib/domain/endpoints/current-secrets.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { type DoorAnswer, type DoorRequest, send, testServices } from '#lib/testing/door.ts'
import { makeTeam, type TestContext, type TestTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import type { ConformanceDriver } from './driver.ts'

type Headers = Readonly<Record<string, string>>

/** A team with its credentials, in front of one dialect's door. */
export interface Scene {
  readonly team: TestTeam
  readonly owner: TestContext
  readonly credentials: { readonly manager: Headers; readonly reader: Headers | null }
  readonly send: (method: string, path: string, request?: DoorRequest) => Promise<DoorAnswer>
  readonly sendAs: (
    headers: Headers,
    method: string,
    path: string,
    request?: DoorRequest,
  ) => Promise<DoorAnswer>
  /** a new endpoint, through the door; answers its id on the wire */
  readonly make: () => Promise<string>
  readonly create: () => Promise<{ readonly id: string; readonly created: DoorAnswer }>
  readonly uuidOf: (id: string) => Promise<string>
  /** null where the endpoint does not sign */
  readonly secretOf: (id: string) => Promise<string | null>
  /** header sets that no door may take */
  readonly badCredentials: () => readonly Headers[]
}

export async function openScene(driver: ConformanceDriver): Promise<Scene> {
  const team = await makeTeam()
  const owner = await team.as('owner')
  const credentials = await driver.credentials(team)
  const app: Hono = driver.routes(testServices())
  const sendAs: Scene['sendAs'] = (headers, method, path, request = {}) =>
    send(app, method, path, { ...request, headers: { ...headers, ...request.headers } })
  const uuids = new Map<string, string>()

  const uuidOf = async (id: string): Promise<string> => {
    const known = uuids.get(id) ?? (await getEndpoint(owner, { dialect: driver.dialect, publicId: id })).id
    uuids.set(id, known)
    return known
  }
  const secretOf = async (id: string): Promise<string | null> => {
    const uuid = await uuidOf(id)
    return (await currentSecrets(owner, [uuid])).get(uuid) ?? null
  }
  let last: string | null = null
  const create: Scene['create'] = async () => {
    const isAlone = owner.profile(driver.dialect)?.perTeam === 1
    if (isAlone && last !== null)
      await deleteEndpoint(owner, { id: await uuidOf(last) }).catch(() => undefined)
    const created = await sendAs(credentials.manager, 'POST', driver.create.path, {
      json: driver.create.body,
    })
    if (created.status !== 201) throw new Error(`Creating answered ${created.status}: ${created.text}`)
    const id = driver.idOf(driver.unwrap(created.body))
    last = id
    const secret = await secretOf(id)
    if (secret) registerSecret('endpoint-secret', secret)
    return { id, created }
  }
  return {
    team,
    owner,
    credentials,
    send: (method, path, request) => sendAs(credentials.manager, method, path, request),
    sendAs,
    create,
    make: async () => (await create()).id,
    uuidOf,
    secretOf,
    badCredentials: () => {
      const names = Object.keys(credentials.manager)
      const spoilt = names.map((name) => [name, spoil(credentials.manager[name] ?? '')] as const)
      return [{}, Object.fromEntries(spoilt)]
    },
  }
}

/** The same form, another secret. */
function spoil(value: string): string {
  const last = value.at(-1) ?? ''
  return value.slice(0, -1) + (last === 'A' ? 'B' : 'A')
}
