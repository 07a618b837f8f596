import pino, { type Logger } from 'pino'
import { env } from '#lib/env.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { redact, redactText } from './redact.ts'
import { requestContext } from './request-context.ts'
import { formatForTerminal } from './terminal-format.ts'

export type { Logger }

interface Destination {
  write(line: string): void
}

/**
 * This process's log: one JSON object a line on standard output, or short lines where that is a terminal.
 * Lines that a request causes carry its id. Secret-looking keys, and secrets inside texts, are masked.
 */
export function logger(): Logger {
  return processSingleton('logger', () => makeLogger(env().LOG_LEVEL, standardOutput()))
}

/** A log of its own, for tests and for other destinations. */
export function makeLogger(level: string, destination: Destination): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => ({ ...requestContext() }),
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          const [first] = args as unknown[]
          const full = first instanceof Error && args.length === 1 ? [first, first.message] : args
          const safe = full.map((arg) => (typeof arg === 'string' ? redactText(arg) : arg))
          method.apply(this, safe as typeof args)
        },
      },
    },
    destination,
  )
}

function standardOutput(): Destination {
  if (!process.stdout.isTTY) return pino.destination({ dest: 1, sync: true })
  // clears a progress line that may stand there
  return { write: (line) => process.stdout.write(`\r\x1b[K${formatForTerminal(line)}`) }
}
