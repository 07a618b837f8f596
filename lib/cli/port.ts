import { once } from 'node:events'
import net from 'node:net'
import { CliError, codeOf } from './cli-error.mjs'

const PROBE_TIMEOUT_MS = 1_000

/**
 * Fails before the slow work when the address cannot be served on.
 * @throws CliError saying why
 */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const server = net.createServer()
  try {
    server.listen({ host, port })
    await once(server, 'listening')
    await new Promise((resolve) => server.close(resolve))
  } catch (cause) {
    throw listenError(cause, host, port)
  }
  // two programs can share a port on different addresses of "localhost", and browsers would meet the other one
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(host) ? ['127.0.0.1', '::1'] : []
  for (const address of loopback) {
    if (await isAnswered(address, port)) throw portInUse(port)
  }
}

/** The one sentence for a failed `listen`. */
export function listenError(cause: unknown, host: string, port: number): CliError {
  switch (codeOf(cause)) {
    case 'EADDRINUSE':
      return portInUse(port, cause)
    case 'EACCES':
      return new CliError(`Port ${port} is reserved by the system: set PORT to one above 1023.`, { cause })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CliError(`HOST is ${host}, which is not an address of this machine.`, { cause })
    default:
      return new CliError(`Cannot listen on ${host}, port ${port} (${codeOf(cause)}).`, { cause })
  }
}

function portInUse(port: number, cause?: unknown): CliError {
  return new CliError(
    `Port ${port} is in use by another program: stop that one, or set PORT to a free port.`,
    {
      cause,
    },
  )
}

async function isAnswered(host: string, port: number): Promise<boolean> {
  const socket = net.connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
