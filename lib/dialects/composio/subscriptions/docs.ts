import type { OperationDoc, ParameterDoc } from '#lib/dialects/kit/http/operation-doc.ts'
import { answers, deletedWire, jsonSchema } from '../wire-schema.ts'
import {
  createBody,
  eventTypesWire,
  patchBody,
  rotatedWire,
  subscriptionListWire,
  subscriptionWire,
} from './wire.ts'

const tag = 'Webhook subscriptions'

const id: ParameterDoc = {
  name: 'id',
  in: 'path',
  description: 'Webhook subscription ID',
  required: true,
  schema: { type: 'string' },
}

const whole = (description: string) => ({ description, schema: jsonSchema(subscriptionWire, 'output') })

export const eventTypesDoc: OperationDoc = {
  tag,
  summary: 'List webhook event types',
  answers: answers({ 200: { description: 'Event types', schema: jsonSchema(eventTypesWire, 'output') } }),
}

/** The two versions differ in the largest page. */
export function listDoc(maxLimit: number): OperationDoc {
  const limit = { type: ['integer', 'null'], minimum: 1, maximum: maxLimit, default: 20 }
  const page = { description: 'Webhook subscriptions', schema: jsonSchema(subscriptionListWire, 'output') }
  return {
    tag,
    summary: 'List webhook subscriptions',
    parameters: [
      { name: 'limit', in: 'query', description: 'Number of items in a page', schema: limit },
      { name: 'cursor', in: 'query', description: 'The page to read', schema: { type: 'string' } },
    ],
    answers: answers({ 200: page }, 400),
  }
}

export const createDoc: OperationDoc = {
  tag,
  summary: 'Create webhook subscription',
  description: 'A project has one subscription. The signing secret is answered in full.',
  body: jsonSchema(createBody, 'input'),
  answers: answers({ 201: whole('Webhook subscription created') }, 400, 409, 413),
}

export const getDoc: OperationDoc = {
  tag,
  summary: 'Get webhook subscription',
  parameters: [id],
  answers: answers({ 200: whole('Webhook subscription') }, 404),
}

export const updateDoc: OperationDoc = {
  tag,
  summary: 'Update webhook subscription',
  description: 'Updates a webhook subscription. At least one field must be provided.',
  parameters: [id],
  body: jsonSchema(patchBody, 'input'),
  answers: answers({ 200: whole('Webhook subscription updated') }, 400, 404, 413),
}

export const deleteDoc: OperationDoc = {
  tag,
  summary: 'Delete webhook subscription',
  description: 'Deliveries stop at once.',
  parameters: [id],
  answers: answers({ 200: { description: 'Deleted', schema: jsonSchema(deletedWire, 'output') } }, 404, 413),
}

export const rotateDoc: OperationDoc = {
  tag,
  summary: 'Rotate webhook subscription secret',
  description: 'The previous secret stops validating at once. The new one is answered in full.',
  parameters: [id],
  answers: answers({ 200: { description: 'Rotated', schema: jsonSchema(rotatedWire, 'output') } }, 404, 413),
}
