import { format, stripVTControlCharacters } from 'node:util'
import { logger } from './logger.ts'

/** Next reports its own progress with `log` and `info`. */
const levels = { debug: 'debug', log: 'debug', info: 'debug', warn: 'warn', error: 'error' } as const

/**
 * Sends what libraries write to the console (Next above all) to the log, where secrets are masked. Errors with a
 * digest are left out: Next hands those to `instrumentation.ts` too, with the request that they belong to.
 */
export function captureConsole(): void {
  for (const [method, level] of Object.entries(levels) as [keyof typeof levels, (typeof levels)['log']][]) {
    console[method] = (...args: unknown[]) => {
      const error = args.find((arg) => arg instanceof Error)
      if (error && 'digest' in error) return
      const isObject = (arg: unknown) => typeof arg === 'object' && arg !== null
      const objects = args.filter((arg) => isObject(arg) && arg !== error)
      const text = stripVTControlCharacters(format(...args.filter((arg) => !isObject(arg)))).trim()
      const fields = { ...(error && { err: error }), ...(objects.length > 0 && { details: objects }) }
      if (text !== '' || Object.keys(fields).length > 0) logger()[level](fields, text || error?.message)
    }
  }
}
