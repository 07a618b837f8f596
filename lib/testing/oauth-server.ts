import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'
import type { OauthServerContext } from '#lib/domain/oauth-apps/client.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { OAUTH_PATHS, oauthRoutes } from '#lib/oauth/routes.ts'
import { createServer } from '../../server.ts'
import { recordAnswer } from './answers.ts'
import { ISSUER, type Params, randomAddress } from './oauth-requests.ts'
import { registerSecret } from './secrets.ts'

/** What a token request is answered with, whether it went well or not. */
export interface OauthAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: {
    readonly access_token: string
    readonly refresh_token: string
    readonly error?: string
    readonly error_description?: string
    readonly [name: string]: unknown
  }
}

export interface OauthRequest {
  readonly headers?: Readonly<Record<string, string>>
  /** sent as it is */
  readonly raw?: string
}

/** Our OAuth server, listening. Each test is another client address, so that no test counts for another's limit. */
export function useOauthServer(services: OauthServerContext = { clock: systemClock, issuer: ISSUER }) {
  const routes = oauthRoutes(services)
  const server = createServer({
    pages: async (_, response) => {
      response.writeHead(404).end()
    },
    apis: [{ paths: OAUTH_PATHS, routes }],
    trustedProxies: 1,
    isHttps: false,
  })
  let origin = ''
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  async function request(method: string, path: string, init: RequestInit): Promise<OauthAnswer> {
    const response = await fetch(`${origin}${path}`, { method, ...init })
    const text = await response.text()
    const contentType = response.headers.get('content-type') ?? ''
    const body = text === '' ? {} : JSON.parse(text)
    for (const name of ['access_token', 'refresh_token'])
      if (body[name]) registerSecret('oauth-token', body[name])
    recordAnswer({
      operation: `${method} ${path.split('?', 1)[0]}`,
      url: path,
      status: response.status,
      contentType,
      body: text,
    })
    return { status: response.status, headers: response.headers, body }
  }

  return {
    /** Parameters that are null or undefined are not sent. */
    post(path: string, params: Params, { headers = {}, raw }: OauthRequest = {}): Promise<OauthAnswer> {
      const present = Object.entries(params).filter((entry): entry is [string, string] => entry[1] != null)
      return request('POST', path, {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': randomAddress(),
          ...headers,
        },
        body: raw ?? new URLSearchParams(present).toString(),
      })
    },
    send: (method: string, path: string) => request(method, path, {}),
  }
}
