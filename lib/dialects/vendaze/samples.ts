import type { DeliveryInput } from '#lib/dialects/kit/adapter.ts'
import type { JsonObject } from '#lib/dialects/kit/json.ts'
import { sample } from '#lib/dialects/kit/sample.ts'
import { entityOf } from './deliver.ts'

const at = '2026-05-26T14:00:00Z'
const personId = '550e8400-e29b-41d4-a716-446655440000'
const companyId = '8d3c1b7a-4f62-4e90-a5d1-2c7b9e6f0a38'
const dealId = '1f7a6c2e-9b04-4d53-8e7f-64b0d2a9c815'

const deal = {
  id: dealId,
  title: 'Acme, 40 seats',
  value: 12_400,
  currency: 'EUR',
  pipeline: 'Sales',
  stage: 'Negotiation',
  person_id: personId,
  company_id: companyId,
  created_at: '2026-04-30T09:12:00Z',
}
const task = {
  id: '6c90b3f8-1d47-4a2e-b865-f02d7e9a41c3',
  title: 'Call Anna',
  due_at: '2026-05-28T08:00:00Z',
}

/** By entity; a few events say more. */
const byEntity: Readonly<Record<string, JsonObject>> = {
  person: { id: personId, full_name: 'Anna Reed', email: { '1': 'anna@acme.com' }, created_at: at },
  activity: {
    id: '42e8d1a5-7c3b-4906-9f1d-b5a8c60e7d24',
    type: 'call',
    subject: 'First call',
    person_id: personId,
    created_at: at,
  },
  company: { id: companyId, name: 'Acme', website: 'https://acme.com', created_at: at },
  deal,
  task: { ...task, completed: false, created_at: at },
  tag: { id: '0b5e7d93-a62c-4f18-8c4d-e97f13a2b560', name: 'Key account', color: '#3366cc', created_at: at },
  product: {
    id: 'd71f4a28-5e9b-4c36-b0a7-8f2d6c1e9354',
    name: 'Team plan',
    price: 310,
    currency: 'EUR',
    created_at: at,
  },
  pipeline: {
    id: '93c6e0b1-2d8f-47a5-9e14-c5b7a3f80d62',
    name: 'Sales',
    stages: ['Lead', 'Negotiation', 'Closing'],
    created_at: at,
  },
  member: {
    id: 'f48a2c97-6b1e-4d05-a3c8-71e9d0b5f426',
    full_name: 'Luis Prado',
    email: 'luis@northwind.example',
    role: 'member',
    created_at: at,
  },
  usage_log: {
    id: '2a9d6f13-8c5b-4e70-b4f6-3e1c07a8d952',
    resource: 'api_requests',
    quantity: 1000,
    created_at: at,
  },
}

const byEvent: Readonly<Record<string, JsonObject>> = {
  'deal.won': { ...deal, status: 'won', closed_at: at },
  'deal.lost': { ...deal, status: 'lost', closed_at: at },
  'deal.stage_changed': { ...deal, stage: 'Closing', previous_stage: 'Negotiation' },
  'task.completed': { ...task, completed: true, completed_at: at },
}

export function sampleMessage(eventType: string): DeliveryInput {
  const entity = entityOf(eventType)
  const special = Object.hasOwn(byEvent, eventType) ? byEvent[eventType] : undefined
  const general = Object.hasOwn(byEntity, entity) ? byEntity[entity] : undefined
  return sample(eventType, special ?? general ?? { id: personId, created_at: at })
}
