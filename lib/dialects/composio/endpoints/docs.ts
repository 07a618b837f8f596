import type { OperationDoc, ParameterDoc } from '#lib/dialects/kit/http/operation-doc.ts'
import { answers, deletedWire, jsonSchema } from '../wire-schema.ts'
import { createBody, dataBody, endpointListWire, endpointWire, setupSchemaWire } from './wire.ts'

const tag = 'Webhook endpoints'

const id: ParameterDoc = {
  name: 'nano_id',
  in: 'path',
  description: 'Webhook endpoint nano ID (e.g., we_abc123)',
  required: true,
  schema: { type: 'string' },
}

const toolkit: ParameterDoc = {
  name: 'toolkit_slug',
  in: 'query',
  description: 'A toolkit, as `slack`',
  schema: { type: 'string' },
}

const whole = (description: string) => ({ description, schema: jsonSchema(endpointWire, 'output') })

export const schemaDoc: OperationDoc = {
  tag,
  summary: "Get a toolkit's setup fields",
  parameters: [{ ...toolkit, required: true }],
  answers: answers(
    { 200: { description: 'Setup fields', schema: jsonSchema(setupSchemaWire, 'output') } },
    400,
    404,
  ),
}

export const listDoc: OperationDoc = {
  tag,
  summary: 'List webhook endpoints',
  parameters: [toolkit],
  answers: answers({
    200: { description: 'Webhook endpoints', schema: jsonSchema(endpointListWire, 'output') },
  }),
}

export const createDoc: OperationDoc = {
  tag,
  summary: 'Create webhook endpoint',
  description: 'One for each toolkit and app: the one that is there is answered as it is.',
  body: jsonSchema(createBody, 'input'),
  answers: answers(
    { 200: whole('Existing webhook endpoint returned'), 201: whole('Webhook endpoint created') },
    400,
    404,
    413,
  ),
}

export const getDoc: OperationDoc = {
  tag,
  summary: 'Get webhook endpoint',
  description: 'Secret values are redacted.',
  parameters: [id],
  answers: answers({ 200: whole('Webhook endpoint') }, 404),
}

export const replaceDoc: OperationDoc = {
  tag,
  summary: 'Put webhook endpoint configuration',
  description: 'Replaces all values: all required setup fields must be provided, and the others are cleared.',
  parameters: [id],
  body: jsonSchema(dataBody, 'input'),
  answers: answers({ 200: whole('Configured') }, 400, 404, 413),
}

export const updateDoc: OperationDoc = {
  tag,
  summary: 'Update webhook endpoint configuration',
  description:
    'Updates app-specific secrets and credentials. Only included fields are updated; omitted fields are preserved.',
  parameters: [id],
  body: jsonSchema(dataBody, 'input'),
  answers: answers({ 200: whole('Updated') }, 400, 404, 413),
}

export const deleteDoc: OperationDoc = {
  tag,
  summary: 'Delete webhook endpoint',
  parameters: [id],
  answers: answers({ 200: { description: 'Deleted', schema: jsonSchema(deletedWire, 'output') } }, 404, 413),
}
