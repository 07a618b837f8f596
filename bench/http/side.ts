import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import path from 'node:path'
import { promisify } from 'node:util'
import { POOL_SIZE } from '#lib/db/client.ts'
import { freePort } from '#lib/testing/built-server.ts'

/** One server of a comparison, in a process of its own. */
export interface Side {
  readonly port: number
  readonly stop: () => Promise<void>
}

/** More than any run sends, so that limits are counted and never reached. */
const LIMITS = [
  ...['composio', 'storno.api', 'standard.requests', 'standard.publish'],
  ...['vendaze.get', 'vendaze.patch'],
]
  .map((name) => `${name}=900000000/600`)
  .join(',')

export async function startSide(file: string): Promise<Side> {
  const port = await freePort()
  const child: ChildProcess = fork(path.resolve(import.meta.dirname, file), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      POOL_SIZE: String(POOL_SIZE),
      PATCHBAY_RATE_LIMITS: LIMITS,
    },
  })
  const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (typeof first !== 'object') throw new Error(`${file} ended before it listened.`)
  return {
    port,
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

/** Builds the Next app that has the router as a route. */
export async function buildNextRoute(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..')
  const bin = path.join(root, 'node_modules/next/dist/bin/next')
  await promisify(execFile)(process.execPath, [bin, 'build', path.join(root, 'bench/next-route')], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
}

/** Keeps as many connections open as there are loops. */
export function makeClient(side: Side, connections: number) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const send = (
    method: string,
    target: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port: side.port,
          agent,
          method,
          path: target,
          headers:
            body === undefined
              ? headers
              : { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          if (response.statusCode === 200 || response.statusCode === 202) {
            response.resume()
            response.once('end', resolve)
            return
          }
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => {
            text += chunk
          })
          response.once('end', () => reject(new Error(`${method} ${target}: ${response.statusCode} ${text}`)))
        },
      )
      request.once('error', reject)
      request.end(body)
    })
  return { send, close: () => agent.destroy() }
}
