import type { DeliveryInput } from '#lib/dialects/kit/adapter.ts'
import type { JsonObject } from '#lib/dialects/kit/json.ts'
import { sample } from '#lib/dialects/kit/sample.ts'

/** By the first part of a name. The catalogue is the team's own, so all other names get a general object. */
const byResource: Readonly<Record<string, JsonObject>> = {
  customer: { id: 'cus_4Kx8', name: 'Anna Reed', email: 'anna@acme.example', country: 'NL' },
  invoice: {
    id: 'inv_2031',
    number: '2026-0142',
    customerId: 'cus_4Kx8',
    currency: 'EUR',
    total: '1249.00',
    dueOn: '2026-06-09',
  },
  order: {
    id: 'ord_7719',
    customerId: 'cus_4Kx8',
    currency: 'EUR',
    total: '86.40',
    lines: [{ sku: 'MUG-BLUE', quantity: 4, price: '21.60' }],
  },
  // what Patchbay itself tells of endpoints
  patchbay: {
    endpointId: 'ep_2kVbN8rQw5XcYtZ1mLpHsD',
    name: 'Billing sync',
    failingSince: '2026-05-21T14:00:00.000Z',
    lastFailedAt: '2026-05-26T14:00:00.000Z',
    failures: 42,
    lastResponseCode: 503,
  },
  payment: { id: 'pay_9Q2c', invoiceId: 'inv_2031', amount: '1249.00', currency: 'EUR', method: 'card' },
  product: { id: 'prd_118', sku: 'MUG-BLUE', name: 'Blue mug', price: '21.60', currency: 'EUR' },
  shipment: { id: 'shp_5501', orderId: 'ord_7719', carrier: 'PostNL', trackingCode: '3SABC123456789' },
  subscription: { id: 'sub_3Fh1', customerId: 'cus_4Kx8', plan: 'team', seats: 12, renewsOn: '2026-06-26' },
  user: { id: 'usr_61Td', name: 'Anna Reed', email: 'anna@acme.example', role: 'member' },
}

export function sampleMessage(eventType: string): DeliveryInput {
  const [resource = ''] = eventType.split(/[._]/, 1)
  const known = Object.hasOwn(byResource, resource) ? byResource[resource] : undefined
  return sample(
    eventType,
    known ?? { id: `${resource || 'event'}_8f3a`, createdAt: '2026-05-26T14:00:00.000Z' },
  )
}
