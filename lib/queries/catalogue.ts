import { queryOptions } from '@tanstack/react-query'
import { eventCatalogueAction, payloadSamplesAction } from '#lib/actions/catalogue.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** What an endpoint of the dialect can subscribe to; follows changes of the team's own event types. */
export function eventCatalogueOptions(team: string, dialect: string) {
  return queryOptions({
    queryKey: [...queryKeys.eventTypes(team), 'catalogue', dialect] as const,
    queryFn: () => runAction(eventCatalogueAction({ team, dialect })),
  })
}

/** An event's body in each payload version of the dialect. The same for as long as the program runs. */
export function payloadSamplesOptions(team: string, dialect: string, eventType: string) {
  return queryOptions({
    queryKey: [team, 'payload-samples', dialect, eventType] as const,
    queryFn: () => runAction(payloadSamplesAction({ team, dialect, eventType })),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
