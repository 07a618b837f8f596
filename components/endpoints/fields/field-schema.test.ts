import { describe, expect, test } from 'vitest'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import { schemaOfField } from './field-schema.ts'

const endpoint: EndpointView = {
  id: '01a12f5f-097d-73f8-9cb6-7717ee8fe254',
  dialect: 'composio',
  publicId: 'ws_1',
  name: 'Triggers',
  description: null,
  url: 'https://agents.example/in',
  events: [{ type: 'composio.trigger.message', addedAt: '2026-02-10T10:00:00Z' }],
  active: true,
  tlsVerification: true,
  payloadVersion: 'V2',
  signing: true,
  headers: {},
  metadata: {},
  version: 1,
  createdAt: '2026-02-10T10:00:00Z',
  updatedAt: '2026-02-10T10:00:00Z',
  secrets: [],
}

const faultOf = (field: 'url' | 'events' | 'payloadVersion', draft: unknown, of = endpoint) =>
  schemaOfField(of, field).safeParse(draft).error?.issues[0]?.message

describe('the rule of a field', () => {
  test('is the dialect’s', () => {
    expect(faultOf('url', 'http://agents.example/in')).toBe('The URL must begin with https://.')
    expect(faultOf('url', 'http://agents.example/in', { ...endpoint, dialect: 'selfcommunity' })).toBe(
      undefined,
    )
  })

  test('knows what a draft must fit together with', () => {
    const both = ['composio.trigger.message', 'composio.trigger.disabled']
    expect(faultOf('events', both)).toBe(
      'composio.trigger.disabled can only be sent as payload version V3, and not as V2.',
    )
    expect(faultOf('events', both, { ...endpoint, payloadVersion: 'V3' })).toBe(undefined)
  })

  test('looks at the coupled field from either side', () => {
    const onV3 = {
      ...endpoint,
      payloadVersion: 'V3',
      events: [{ type: 'composio.trigger.disabled', addedAt: '2026-02-10T10:00:00Z' }],
    }
    expect(faultOf('payloadVersion', 'V1', onV3)).toContain('V3')
    expect(faultOf('payloadVersion', 'V1')).toBe(undefined)
  })
})
