import type { Call, Operation } from '#lib/dialects/kit/http/operation.ts'
import { type SendTest, sendTest } from '#lib/domain/deliveries/send-test.ts'
import { tellDeliveries } from '#lib/domain/deliveries/tell-deliveries.ts'
import { type ResumeEndpoint, resumeEndpoint } from '#lib/domain/endpoints/resume.ts'
import { isJsonObject } from '#lib/domain/messages/exact-json.ts'
import { type Issue, invalid } from '#lib/domain/shared/errors.ts'
import { encodeEndpoint } from '../endpoints/encode.ts'
import { idParameter, refOf } from '../endpoints/ref.ts'
import { endpointSchema } from '../endpoints/wire.ts'
import { map, object, problems, text, words } from '../json-schemas.ts'
import { underWireNames } from '../messages/wire.ts'
import { exactBodyOf, membersOf, operation, ROOT } from '../operation.ts'
import { etag } from '../preconditions.ts'
import { encodeAttempt, encodeDelivery, sentTestSchema } from './wire.ts'

const ONE = `${ROOT}/endpoints/:id`
const tag = 'Endpoints'
const fates = ['send', 'drop'] as const satisfies readonly ResumeEndpoint['held'][]

/** What an endpoint's deliveries are asked for at the endpoint. */
export const endpointDeliveryOperations: readonly Operation[] = [
  operation({
    name: 'testEndpoint',
    method: 'POST',
    path: `${ONE}/test`,
    permission: 'endpoint:test',
    doc: {
      summary: 'Send a sample to an endpoint now',
      description:
        'The answer waits for what the receiver says. It is recorded as any delivery, and not tried again. A paused endpoint can be tested, too, unless its dialect drops what comes meanwhile.',
      tag,
      parameters: [idParameter],
      body: object(
        {
          type: text(
            "an event type of the catalogue, or webhook.test; the endpoint's first unless said otherwise",
          ),
          payload: {
            ...map({}),
            description: "made up unless said otherwise, by the event type's JSON Schema where it has one",
          },
        },
        ['type', 'payload'],
      ),
      bodyOptional: true,
      answers: {
        200: {
          description: 'The delivery, and its attempt, whether it arrived or not',
          schema: sentTestSchema,
        },
        ...problems(404, 409, 413, 415, 422),
      },
    },
    async handle(call) {
      const { delivery, attempt } = await underWireNames(() => sendTest(call.ctx, decodeTest(call)))
      tellDeliveries(call.ctx.notify, [call.ctx.teamId])
      return { status: 200, body: { delivery: encodeDelivery(delivery), attempt: encodeAttempt(attempt) } }
    },
  }),
  operation({
    name: 'resumeEndpoint',
    method: 'POST',
    path: `${ONE}/resume`,
    permission: 'endpoint:update',
    doc: {
      summary: 'Activate an endpoint, and send or drop what it held',
      description:
        'A PATCH of active to true sends what was held. One that is active already stays so, and what still waits is sent or dropped all the same. What is dropped is a change of its own, deliveries.dropped, which says how many.',
      tag,
      parameters: [idParameter],
      body: object({
        held: { ...words(fates), description: 'drop cancels the deliveries that waited for it' },
      }),
      answers: {
        200: { description: 'The endpoint; ETag has its version', schema: endpointSchema },
        ...problems(404, 409, 413, 415, 422),
      },
    },
    async handle(call) {
      const endpoint = await resumeEndpoint(call.ctx, { id: refOf(call), held: decodeHeld(call) })
      tellDeliveries(call.ctx.notify, [call.ctx.teamId])
      return { status: 200, headers: { etag: etag(endpoint.version) }, body: encodeEndpoint(endpoint) }
    },
  }),
]

const issue = (key: string, code: Issue['code'], message: string): Issue => ({ path: [key], code, message })

function decodeTest(call: Call): SendTest {
  const { type, payload } = membersOf(call, ['type', 'payload'], { isOptional: true, read: exactBodyOf })
  const issues: Issue[] = []
  if (type !== undefined && typeof type !== 'string')
    issues.push(issue('type', 'wrong_type', 'The event type must be text.'))
  if (payload !== undefined && !isJsonObject(payload))
    issues.push(issue('payload', 'wrong_type', 'The payload must be an object.'))
  if (issues.length > 0) throw invalid(issues)
  return {
    endpoint: refOf(call),
    ...(type === undefined ? {} : { eventType: type as string }),
    ...(isJsonObject(payload) ? { payload } : {}),
  }
}

function decodeHeld(call: Call): ResumeEndpoint['held'] {
  const { held } = membersOf(call, ['held'])
  if (held === undefined) throw invalid([issue('held', 'required', 'held is required: send or drop.')])
  const fate = fates.find((one) => one === held)
  if (fate === undefined)
    throw invalid([
      issue('held', typeof held === 'string' ? 'not_a_choice' : 'wrong_type', 'held must be send or drop.'),
    ])
  return fate
}
