import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { logger } from '#lib/observability/logger.ts'
import { problem } from './api-app.ts'

/** Routes that are answered before Next sees the request: those at the paths, and those below them. */
export interface ApiMount {
  readonly paths: readonly string[]
  /** routes by their whole path */
  readonly routes: Hono
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Who answers a path, and the path that it is mounted at. */
export interface FoundApi {
  readonly path: string
  readonly handler: RequestHandler
}

/** Finds the mount of a path. The answer is undefined for what is not an API path. */
export function routeApi(mounts: readonly ApiMount[]): (path: string) => FoundApi | undefined {
  const entries = mounts.flatMap(({ paths, routes }) => {
    const handler = getRequestListener(routes.fetch, {
      overrideGlobalObjects: false,
      errorHandler: answerBroken,
    })
    return paths.map((path) => ({ path, below: `${path}/`, handler }))
  })
  return (path) => entries.find((entry) => path === entry.path || path.startsWith(entry.below))
}

/** The request could not be turned into a Request: a bad Host header, a broken target. */
function answerBroken(error: unknown): Response {
  logger().debug({ err: error }, 'A request could not be read')
  return Response.json(problem('bad_request', 'The request could not be read.'), { status: 400 })
}
