import type { LookupFunction } from 'node:net'
import { Agent } from 'undici'
import { Remembered } from '#lib/remembered.ts'
import type { ResolvedAddress } from './resolve.ts'

const MAX_HEADER_BYTES = 32 * 1024
/** Connections to one receiver that stay open for the next delivery. */
const KEEP_ALIVE_MS = 10_000
/** Longer than any request has: what nobody waits for any more ends, too. */
const CONNECT_TIMEOUT_MS = 60_000
/** Idle pools are cheap, but not free. */
const MAX_AGENTS = 1_000

/**
 * One pool of connections for each answer to "which addresses, and is TLS verified?": a kept connection leads only to
 * addresses that were judged for this very request.
 */
export class Agents {
  readonly #ca: string | undefined
  readonly #agents = new Remembered<Agent>(MAX_AGENTS, (agent) => void agent.close())

  /** `ca`: certificates to trust beside the system's, PEM */
  constructor(ca: string | undefined) {
    this.#ca = ca
  }

  for(addresses: readonly ResolvedAddress[], verifyTls: boolean): Agent {
    const names = addresses.map(({ address }) => address).sort()
    return this.#agents.get(`${verifyTls} ${names.join(' ')}`, () => this.#make(addresses, verifyTls))
  }

  /** Breaks what is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#agents.take().map((agent) => agent.destroy()))
  }

  #make(addresses: readonly ResolvedAddress[], verifyTls: boolean): Agent {
    return new Agent({
      connect: {
        lookup: pinned(addresses),
        rejectUnauthorized: verifyTls,
        ...(this.#ca && { ca: this.#ca }),
        timeout: CONNECT_TIMEOUT_MS,
      },
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: 0,
      bodyTimeout: 0,
      pipelining: 1,
    })
  }
}

/** Answers the connection with the judged addresses, whatever the name says by now. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const fitting = addresses.filter(({ family }) => !options.family || family === Number(options.family))
    const [first] = fitting
    if (!first) callback(Object.assign(new Error('No address of this family.'), { code: 'ENOTFOUND' }), '', 0)
    else if (options.all)
      callback(
        null,
        fitting.map((address) => ({ ...address })),
      )
    else callback(null, first.address, first.family)
  }
}
