import type { DeliveryState } from '#lib/domain/deliveries/delivery.ts'
import type { ListDeliveries } from '#lib/domain/deliveries/list-deliveries.ts'
import { type Issue, invalid } from '#lib/domain/shared/errors.ts'
import type { DeliveryStatusWire } from './wire.ts'

export interface DeliveryQuery {
  readonly filter: ListDeliveries['filter']
  readonly page: number
  readonly limit: number
}

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 100
const DAY_MS = 86_400_000
/** The last moment whose year has four digits; the database reads no other. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const STATES: Readonly<Record<Exclude<DeliveryStatusWire, 'pending'>, readonly DeliveryState[]>> = {
  success: ['succeeded'],
  failed: ['failed', 'cancelled'],
}

/** Contract §2: `page`, `limit`, `status`, `eventType`, `from`, `to` (both days inclusive, UTC). Throws `invalid`. */
export function readDeliveryQuery(query: URLSearchParams): DeliveryQuery {
  const issues: Issue[] = []
  const refuse = (name: string, message: string) => {
    issues.push({ path: [name], code: 'bad_format', message })
    return undefined
  }
  const whole = (name: string, otherwise: number, max: number) => {
    const text = query.get(name)
    if (text === null) return otherwise
    const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
    if (value >= 1 && value <= max) return value
    refuse(name, `This must be a whole number from 1 to ${max}.`)
    return otherwise
  }
  const day = (name: string) => {
    const text = query.get(name)
    if (text === null) return undefined
    const at = new Date(`${text}T00:00:00.000Z`)
    const isDay = /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime())
    // a day that the month does not have comes out as another one
    return isDay && at.toISOString().startsWith(text)
      ? at
      : refuse(name, 'This must be a date as 2026-02-18.')
  }
  const status = query.get('status')
  const states = status !== null && Object.hasOwn(STATES, status) ? STATES[status as 'success'] : undefined
  if (status !== null && !states) refuse('status', 'This must be success or failed.')
  const [from, to] = [day('from'), day('to')]
  if (from && to && from > to) refuse('from', 'This must not be after to.')
  const filter = {
    states,
    eventType: query.get('eventType') ?? undefined,
    from,
    before: to && new Date(Math.min(to.getTime() + DAY_MS, LAST_MS)),
  }
  const page = whole('page', 1, 1_000_000)
  const limit = whole('limit', DEFAULT_LIMIT, MAX_LIMIT)
  if (issues.length > 0) throw invalid(issues)
  return { filter, page, limit }
}
