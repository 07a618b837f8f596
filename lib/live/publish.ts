import { randomUUID } from 'node:crypto'
import { pool } from '#lib/db/client.ts'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { logger } from '#lib/observability/logger.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { hub } from './hub.ts'

export const CHANNEL = 'patchbay_live'
/** A NOTIFY carries at most 8,000 bytes; the rest is for the envelope. */
const MAX_BYTES = 7_000
const COALESCE_MS = 20

/** What one NOTIFY carries. `from` lets a process pass over its own. */
export interface Envelope {
  readonly from: string
  readonly events: readonly LiveEvent[]
}

/** Names this process among those on one database. */
export const processId = (): string => processSingleton('live-process-id', randomUUID)

interface Outbox {
  queue: LiveEvent[]
  timer: NodeJS.Timeout | null
}

const outbox = () => processSingleton('live-outbox', (): Outbox => ({ queue: [], timer: null }))

/**
 * Tells of a committed change: this process at once, the others by NOTIFY, many changes in one. Never throws; a
 * notification that is lost costs a browser its live update, not the change.
 */
export function publish(event: LiveEvent): void {
  hub().dispatch(event)
  const box = outbox()
  box.queue.push(event)
  box.timer ??= setTimeout(() => void flush(), COALESCE_MS).unref()
}

async function flush(): Promise<void> {
  const box = outbox()
  const { queue } = box
  box.queue = []
  box.timer = null
  try {
    for (const payload of payloads(queue, processId()))
      await pool().query('SELECT pg_notify($1, $2)', [CHANNEL, payload])
  } catch (error) {
    logger().warn({ err: error }, 'live changes could not be told to other processes')
  }
}

/** The events in as few payloads as fit the limit. */
export function payloads(events: readonly LiveEvent[], from: string): string[] {
  const out: string[] = []
  let batch: LiveEvent[] = []
  let bytes = 0
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event)) + 1
    if (batch.length > 0 && bytes + size > MAX_BYTES) {
      out.push(JSON.stringify({ from, events: batch } satisfies Envelope))
      batch = []
      bytes = 0
    }
    batch.push(event)
    bytes += size
  }
  if (batch.length > 0) out.push(JSON.stringify({ from, events: batch } satisfies Envelope))
  return out
}
