import type { Hono } from 'hono'
import { expect } from 'vitest'
import type { ApiServices, Operation } from '#lib/dialects/kit/http/operation.ts'
import type { ApiKeyKind } from '#lib/domain/api-keys/caller.ts'
import type { CreateApiKey } from '#lib/domain/api-keys/create-api-key.ts'
import type { Role } from '#lib/domain/authz/permissions.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { type DoorAnswer, type DoorRequest, send, testServices } from '#lib/testing/door.ts'
import { makeTeam, type TestContext, type TestTeam } from '#lib/testing/factories.ts'
import { standardOperations, standardRoutes } from './routes.ts'
import { schemaFaults } from './schema-check.fixture.ts'

export const ROOT = '/api/patchbay/v1'

type Send = (method: string, path: string, request?: DoorRequest) => Promise<DoorAnswer>

/** A team in front of this door. Every answer is held against the document of its operation. */
export interface StandardScene {
  readonly team: TestTeam
  readonly owner: TestContext
  readonly app: Hono
  readonly services: ReturnType<typeof testServices>
  /** with an owner's key */
  readonly send: Send
  readonly sendWith: (secret: string | null) => Send
  readonly key: (role: Role, kind?: ApiKeyKind, input?: Partial<CreateApiKey>) => Promise<string>
}

export async function standardScene(options: Partial<ApiServices> = {}): Promise<StandardScene> {
  const team = await makeTeam()
  const services = testServices(options)
  const app = standardRoutes(services)
  const key: StandardScene['key'] = async (role, kind = 'user_key', input = {}) =>
    (await makeApiKey(await team.as(role), kind, input)).secret
  const sendWith =
    (secret: string | null): Send =>
    async (method, path, request = {}) => {
      const authorization: Record<string, string> =
        secret === null ? {} : { authorization: `Bearer ${secret}` }
      const answer = await send(app, method, `${ROOT}${path}`, {
        ...request,
        headers: { ...authorization, ...request.headers },
      })
      expectDocumented(method, `${ROOT}${path.split('?', 1)[0]}`, answer)
      return answer
    }
  return {
    team,
    owner: await team.as('owner'),
    app,
    services,
    sendWith,
    send: sendWith(await key('owner')),
    key,
  }
}

function expectDocumented(method: string, path: string, answer: DoorAnswer): void {
  const operation = standardOperations.find((one) => one.method === method && matches(one, path))
  if (!operation) return
  const documented = operation.doc.answers[answer.status]
  expect(documented, `${operation.name} documents ${answer.status}: ${answer.text}`).toBeDefined()
  if (documented?.schema) expect(schemaFaults(documented.schema, answer.body)).toEqual([])
  else expect(answer.text).toBe('')
}

function matches(operation: Operation, path: string): boolean {
  const [expected, actual] = [operation.path.split('/'), path.split('/')]
  return (
    expected.length === actual.length &&
    expected.every((step, i) => step.startsWith(':') || step === actual[i])
  )
}

/** The members of a JSON answer. */
export function json(answer: DoorAnswer): Record<string, unknown> {
  expect(answer.body, answer.text).toBeTypeOf('object')
  return answer.body as Record<string, unknown>
}
