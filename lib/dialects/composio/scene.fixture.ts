import type { Hono } from 'hono'
import { sendDocumented } from '#lib/testing/documented.ts'
import { type DoorAnswer, type DoorRequest, testServices } from '#lib/testing/door.ts'
import { makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { projectKey, READ_SCOPES } from './conformance.fixture.ts'
import { composioRoutes, operations } from './routes.ts'

type Headers = Readonly<Record<string, string>>

/** A team with its keys in front of the door; each answer is held against what the documentation says. */
export interface ComposioScene {
  readonly team: TestTeam
  readonly app: Hono
  readonly writer: Headers
  readonly reader: Headers
  readonly sendAs: (
    headers: Headers,
    method: string,
    path: string,
    request?: DoorRequest,
  ) => Promise<DoorAnswer>
  /** as the writer */
  readonly send: (method: string, path: string, json?: unknown) => Promise<DoorAnswer>
}

export async function openComposio(options: Parameters<typeof testServices>[0] = {}): Promise<ComposioScene> {
  const team = await makeTeam()
  const app = composioRoutes(testServices(options))
  const [writer, reader] = [await projectKey(team), await projectKey(team, READ_SCOPES)]
  const sendAs: ComposioScene['sendAs'] = (headers, method, path, request = {}) =>
    sendDocumented(app, operations, method, path, {
      ...request,
      headers: { ...headers, ...request.headers },
    })
  return {
    team,
    app,
    writer,
    reader,
    sendAs,
    send: (method, path, json) => sendAs(writer, method, path, json === undefined ? {} : { json }),
  }
}

/** The strings of a refusal's `errors`. */
export function errorsOf(answer: DoorAnswer): readonly string[] {
  return (answer.body as { error: { errors?: string[] } }).error.errors ?? []
}

export function slugOf(answer: DoorAnswer): string {
  return (answer.body as { error: { slug: string } }).error.slug
}
