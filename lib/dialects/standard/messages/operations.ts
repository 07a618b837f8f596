import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { getMessage } from '#lib/domain/messages/get-message.ts'
import type { NewMessage } from '#lib/domain/messages/message.ts'
import { publishMessage, publishMessages } from '#lib/domain/messages/publish.ts'
import { MAX_BATCH } from '#lib/domain/messages/schema.ts'
import { type Issue, invalid, isDomainError } from '#lib/domain/shared/errors.ts'
import { list, object, pathParameter, problems } from '../json-schemas.ts'
import { exactBodyOf, membersOf, operation, ROOT } from '../operation.ts'
import {
  batchSchema,
  decodeMessage,
  encodeMessage,
  encodePublished,
  messageSchema,
  messageWithDeliveriesSchema,
  publishedSchema,
  underWireNames,
} from './wire.ts'

const PATH = `${ROOT}/messages`
const tag = 'Messages'

export const messageOperations: readonly Operation[] = [
  operation({
    name: 'publishMessages',
    method: 'POST',
    path: `${PATH}/batch`,
    permission: 'message:publish',
    doc: {
      summary: 'Publish many events',
      description: `Up to ${MAX_BATCH}, all of them or none.`,
      tag,
      body: batchSchema,
      answers: {
        202: {
          description: 'All are stored, in their order; what is to be sent is on its way',
          schema: object({ messages: list(publishedSchema) }),
        },
        ...problems(409, 413, 415, 422),
      },
    },
    async handle(call) {
      const messages = decodeAll(membersOf(call, ['messages'], { read: exactBodyOf }).messages)
      const published = await underWireNames(() => publishMessages(call.ctx, messages), ['messages'])
      return { status: 202, body: { messages: published.map(encodePublished) } }
    },
  }),
  operation({
    name: 'publishMessage',
    method: 'POST',
    path: PATH,
    permission: 'message:publish',
    doc: {
      summary: 'Publish an event',
      description:
        'Every active endpoint that subscribes to its type gets it; for those that are paused it waits. With an id of your own it can be sent again without harm: the answer is the same, and nothing is sent twice.',
      tag,
      body: messageSchema,
      answers: {
        202: { description: 'Stored; what is to be sent is on its way', schema: publishedSchema },
        ...problems(409, 413, 415, 422),
      },
    },
    async handle(call) {
      const message = decodeMessage(exactBodyOf(call))
      const published = await underWireNames(() => publishMessage(call.ctx, message))
      return { status: 202, body: encodePublished(published) }
    },
  }),
  operation({
    name: 'getMessage',
    method: 'GET',
    path: `${PATH}/:messageId`,
    permission: 'delivery:read',
    doc: {
      summary: 'Get a message, and what became of it',
      tag,
      parameters: [pathParameter('messageId', "The message's id, or msg_ and it, as receivers see it")],
      answers: {
        200: { description: 'The message and its deliveries', schema: messageWithDeliveriesSchema },
        ...problems(404),
      },
    },
    async handle({ ctx, param }) {
      const id = param('messageId').replace(/^msg_/, '')
      return { status: 200, body: encodeMessage(await getMessage(ctx, id)) }
    },
  }),
]

function decodeAll(messages: unknown): readonly NewMessage[] {
  if (!Array.isArray(messages))
    throw invalid([{ path: ['messages'], code: 'wrong_type', message: 'The messages must be a list.' }])
  if (messages.length === 0)
    throw invalid([
      { path: ['messages'], code: 'empty_list', message: 'There must be at least one message.' },
    ])
  // the verb refuses it with its own words, and longer lists are not looked at
  if (messages.length > MAX_BATCH) return messages
  const issues: Issue[] = []
  const decoded = messages.flatMap((message, place) => {
    try {
      return [decodeMessage(message)]
    } catch (error) {
      if (!isDomainError(error)) throw error
      issues.push(...error.issues.map((found) => ({ ...found, path: ['messages', place, ...found.path] })))
      return []
    }
  })
  if (issues.length > 0) throw invalid(issues)
  return decoded
}
