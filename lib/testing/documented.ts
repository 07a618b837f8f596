import type { Hono } from 'hono'
import { expect } from 'vitest'
import * as z from 'zod'
import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { type DoorAnswer, type DoorRequest, send } from './door.ts'

const schemas = new WeakMap<object, z.ZodType>()

/** The operation of a path, as the router finds it: the first that fits. */
function operationOf(operations: readonly Operation[], method: string, path: string): Operation | undefined {
  const bare = path.split('?', 1)[0]?.replace(/\/$/, '') ?? ''
  return operations.find(
    (operation) =>
      operation.method === method &&
      new RegExp(`^${operation.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(bare),
  )
}

/** Sends a request, and fails when the operation's documentation does not say what comes back. */
export async function sendDocumented(
  app: Hono,
  operations: readonly Operation[],
  method: string,
  path: string,
  request?: DoorRequest,
): Promise<DoorAnswer> {
  const answer = await send(app, method, path, request)
  const operation = operationOf(operations, method, path)
  if (!operation) return answer
  const documented = operation.doc.answers[answer.status]
  expect(documented, `${operation.name} does not document ${answer.status}`).toBeDefined()
  const schema = documented?.schema ?? null
  if (schema === null) expect(answer.text).toBe('')
  else {
    const known = schemas.get(schema) ?? z.fromJSONSchema(schema)
    schemas.set(schema, known)
    const { error } = known.safeParse(answer.body)
    expect(error?.issues, `${operation.name} ${answer.status}: ${answer.text}`).toBeUndefined()
  }
  return answer
}
