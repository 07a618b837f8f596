import { describe, expect, test } from 'vitest'
import { vendazeApi } from '#lib/dialects/vendaze/api.ts'
import { faultOf } from './judge.ts'
import type { FuzzRequest } from './requests.ts'

const get = vendazeApi.operations.find(({ name }) => name === 'getWebhook')
if (!get) throw new Error('Vendaze reads webhooks.')
const asked: FuzzRequest = {
  operation: get,
  attack: 'valid',
  method: 'GET',
  path: '/v1/webhooks/wh_0',
  headers: {},
  body: null,
}
const answered = (status: number, body?: unknown) => ({
  status,
  headers: new Headers(),
  text: body === undefined ? '' : JSON.stringify(body),
  body,
})
const refusal = (code: string) => ({
  error: { code, message: 'No.', request_id: '550e8400-e29b-41d4-a716-446655440000' },
})
const webhook = {
  id: `wh_${'0'.repeat(32)}`,
  name: 'Deals',
  url: 'https://crm.example/hooks',
  events: ['deal.won'],
  auth_enable: false,
  webhook_secret: null,
  created_at: '2026-05-26T14:00:00.000Z',
}

describe('an answer is taken', () => {
  test.each([
    ['as it is documented', asked, answered(200, { data: webhook })],
    ['a refusal in its envelope', asked, answered(404, refusal('not_found'))],
    [
      'of a method that is not there, in the envelope',
      { ...asked, attack: 'method', method: 'PROPFIND' },
      answered(405, refusal('method_not_allowed')),
    ],
    ['to HEAD without a body', { ...asked, attack: 'method', method: 'HEAD' }, answered(200)],
  ] as const)('%s', (_name, request, answer) => {
    expect(faultOf(vendazeApi, request, answer)).toBeNull()
  })
})

describe('an answer is a fault', () => {
  test.each([
    ['of 5xx, whatever it holds', asked, answered(500, refusal('internal_error')), 'a 500'],
    ['of 5xx that is documented', asked, answered(503, refusal('service_unavailable')), 'a 503'],
    ['with a key too many', asked, answered(200, { data: { ...webhook, team_id: 1 } }), 'additional'],
    ['with a key too few', asked, answered(200, { data: {} }), 'required'],
    ['without a body', asked, answered(200), 'no body'],
    ['of a success that the operation does not document', asked, answered(204), 'not documented'],
    ['of a status that no operation documents', asked, answered(418, refusal('teapot')), 'not documented'],
    ['outside the envelope', asked, answered(404, { message: 'Not found' }), 'required'],
    ['with another status’s code', asked, answered(404, refusal('bad_request')), 'allowed values'],
    [
      'to HEAD with a body',
      { ...asked, attack: 'method', method: 'HEAD' },
      answered(200, webhook),
      'a body for HEAD',
    ],
  ] as const)('%s', (_name, request, answer, words) => {
    expect(faultOf(vendazeApi, request, answer)).toContain(words)
  })
})
