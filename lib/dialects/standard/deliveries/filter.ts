import * as z from 'zod/mini'
import type { JsonValue } from '#lib/dialects/kit/json.ts'
import { codeClasses } from '#lib/domain/deliveries/code-class.ts'
import { type DeliveryState, deliveryStates } from '#lib/domain/deliveries/delivery.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import type { ReplayFilter } from '#lib/domain/jobs/fields.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { type IssueCode, isDomainError } from '#lib/domain/shared/errors.ts'
import { isUuid } from '#lib/domain/shared/ids.ts'
import { parse } from '#lib/domain/shared/parse.ts'
import { queryParameter, time, uuid, words } from '../json-schemas.ts'
import { standardProfile } from '../profile.ts'
import { choice, one } from '../query.ts'
import { badQuery } from '../refusal.ts'
import { readTime, TIME_EXAMPLE } from '../time.ts'

const SEARCH_MAX_LENGTH = 300
const PUBLIC_ID = /^ep_[A-Za-z0-9_-]{1,64}$/

export const filterParameters = [
  queryParameter('search', 'A message, by its id or your own, or a delivery by its id; whole', {
    type: 'string',
    minLength: 1,
    maxLength: SEARCH_MAX_LENGTH,
  }),
  queryParameter('state', `One or more, with commas between: ${deliveryStates.join(', ')}`),
  queryParameter('endpoint_id', 'Those of one endpoint; its id, or ep_… of one in our own dialect'),
  queryParameter('message_id', 'Those of one message', uuid),
  queryParameter('event_type', 'Those of one event type', { type: 'string', minLength: 1 }),
  queryParameter('code', 'What the last attempt was answered with; none: no answer came', words(codeClasses)),
  queryParameter('from', 'Those made then or later', time),
  queryParameter('before', 'Those made earlier than that', time),
]

const rules = {
  search: [
    (value: string) => value.trim() !== '' && value.length <= SEARCH_MAX_LENGTH,
    `must have 1 to ${SEARCH_MAX_LENGTH} characters`,
  ],
  endpoint_id: [(value: string) => isUuid(value) || PUBLIC_ID.test(value), "must be an endpoint's id"],
  message_id: [isUuid, "must be a message's id, a UUID"],
  event_type: [(value: string) => value.trim() !== '', 'cannot be empty'],
  from: [(value: string) => readTime(value) !== null, `must be a time like ${TIME_EXAMPLE}`],
  before: [(value: string) => readTime(value) !== null, `must be a time like ${TIME_EXAMPLE}`],
} as const satisfies Readonly<Record<string, readonly [(value: string) => boolean, string]>>
type Ruled = keyof typeof rules

/** Throws `Refusal` for what it does not understand. */
export async function readFilter(ctx: Context, query: URLSearchParams): Promise<ReplayFilter> {
  const checked = (name: Ruled): string | undefined => {
    const value = one(query, name)
    const [holds, words] = rules[name]
    if (value !== undefined && !holds(value)) throw badQuery(name, `${name} ${words}.`)
    return value
  }
  const states = one(query, 'state')?.split(',')
  const strange = states?.find((state) => !isState(state))
  if (strange !== undefined)
    throw badQuery('state', `state must be of ${deliveryStates.join(', ')}, with commas between.`)
  return coreFilter(ctx, {
    search: checked('search'),
    states: states?.filter(isState),
    endpoint_id: checked('endpoint_id'),
    message_id: checked('message_id'),
    event_type: checked('event_type'),
    code: choice(query, 'code', codeClasses),
    from: checked('from'),
    before: checked('before'),
  })
}

const refined = (holds: (value: string) => boolean, code: IssueCode, error: string) =>
  z.string({ error }).check(z.refine(holds, { error, params: { code } }))

const ruled = (name: Ruled) => {
  const [holds, words] = rules[name]
  return z.optional(refined(holds, 'bad_format', `${name} ${words}.`))
}

const among = <T extends string>(choices: readonly T[], error: string) =>
  z.pipe(
    refined((value) => (choices as readonly string[]).includes(value), 'not_a_choice', error),
    z.transform((value) => value as T),
  )

const bodySchema = z.strictObject({
  filter: z.strictObject(
    {
      search: ruled('search'),
      states: z.optional(
        z
          .array(among(deliveryStates, `A state is one of ${deliveryStates.join(', ')}.`), {
            error: 'The states must be a list.',
          })
          .check(
            z.refine((states) => states.length > 0, {
              error: 'Name at least one state.',
              params: { code: 'empty_list' },
            }),
          ),
      ),
      endpoint_id: ruled('endpoint_id'),
      message_id: ruled('message_id'),
      event_type: ruled('event_type'),
      code: z.optional(among(codeClasses, `The code is one of ${codeClasses.join(', ')}.`)),
      from: ruled('from'),
      before: ruled('before'),
    },
    { error: 'The filter must be an object.' },
  ),
})

/** The filter in the body of a replay. An empty word is no filter, and would mean all; so it is refused. Throws `invalid`. */
export async function decodeFilter(ctx: Context, body: JsonValue): Promise<ReplayFilter> {
  return coreFilter(ctx, parse(bodySchema, body).filter)
}

type WireFilter = z.output<typeof bodySchema>['filter']

async function coreFilter(ctx: Context, wire: WireFilter): Promise<ReplayFilter> {
  const { endpoint_id, message_id, event_type, from, before, ...rest } = wire
  const filter = {
    ...rest,
    endpointId: endpoint_id === undefined ? undefined : await endpointIdOf(ctx, endpoint_id),
    messageId: message_id?.toLowerCase(),
    eventType: event_type,
    from: readTime(from)?.toISOString(),
    before: readTime(before)?.toISOString(),
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

/** An `ep_…` that is nobody's finds nothing, as a UUID that is nobody's. */
async function endpointIdOf(ctx: Context, id: string): Promise<string> {
  if (isUuid(id)) return id.toLowerCase()
  try {
    return (await getEndpoint(ctx, { dialect: standardProfile.dialect, publicId: id })).id
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') return id
    throw error
  }
}

function isState(text: string): text is DeliveryState {
  return (deliveryStates as readonly string[]).includes(text)
}
