import { format, stripVTControlCharacters } from 'node:util'
import { type Logger, logger } from './logger.ts'

/** Next reports its own progress with `log` and `info`. */
const levels = { debug: 'debug', log: 'debug', info: 'debug', warn: 'warn', error: 'error' } as const

/**
 * Sends what libraries write to the console (Next above all) to the log, where secrets are masked. Errors with a
 * digest are left out: Next hands those to `instrumentation.ts` too, with the request that they belong to. A client that
 * left in the middle of its request is no error of ours.
 */
export function captureConsole(log: Logger = logger()): void {
  for (const [method, level] of Object.entries(levels) as [keyof typeof levels, (typeof levels)['log']][]) {
    console[method] = (...args: unknown[]) => {
      const error = args.find((arg) => arg instanceof Error)
      if (error && 'digest' in error) return
      const isObject = (arg: unknown) => typeof arg === 'object' && arg !== null
      const objects = args.filter((arg) => isObject(arg) && arg !== error)
      const saidAs = isAborted(error) ? 'debug' : level
      const text = stripVTControlCharacters(format(...args.filter((arg) => !isObject(arg)))).trim()
      const fields = { ...(error && { err: error }), ...(objects.length > 0 && { details: objects }) }
      if (text !== '' || Object.keys(fields).length > 0) log[saidAs](fields, text || error?.message)
    }
  }
}

/** What Node says of a request whose connection closed before its end. */
function isAborted(error: unknown): boolean {
  return (
    error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
  )
}
