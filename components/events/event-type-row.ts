import type { EventTypeWithSubscribers } from '#lib/domain/event-types/list.ts'

export interface EventTypeRow extends EventTypeWithSubscribers {
  /** endpoints that it goes to, by name or by `*` */
  readonly reach: number
}
