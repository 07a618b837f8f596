import type { DeliveryInput } from '#lib/dialects/kit/adapter.ts'
import type { JsonObject } from '#lib/dialects/kit/json.ts'
import { sample } from '#lib/dialects/kit/sample.ts'

const at = '2026-05-26T14:00:00Z'
const invoice = { invoiceUuid: '7c9e6679-7425-40de-944b-e07fc1f90ae7', invoiceNumber: 'FAC-2026-042' }
const anaf = { anafSubmissionId: 'ANAF-2026-987654' }
const client = { clientUuid: '5b1f9c3e-2a47-4d68-9e01-7c3d8b6a4f52', name: 'Acme SRL', cif: 'RO12345678' }
const proforma = {
  proformaUuid: 'e21c7a90-63fd-4b18-8a5c-0d94f7b2c361',
  proformaNumber: 'PRO-2026-015',
  clientName: 'Acme SRL',
  total: '1190.00',
  currency: 'RON',
}
const payment = {
  paymentUuid: 'a84d2f17-90bc-4e35-b6d2-31f5c8e07a94',
  ...invoice,
  amount: '1190.00',
  currency: 'RON',
}
const sync = { syncId: '0f6b3d82-57ae-49c1-8d24-9ea1c7f5b360' }
const company = {
  companyUuid: '550e8400-e29b-41d4-a716-446655440000',
  name: 'Northwind SRL',
  cif: 'RO87654321',
}

const issued = (status: string): JsonObject => ({
  ...invoice,
  status,
  direction: 'outgoing',
  clientName: 'Acme SRL',
  total: '1190.00',
  currency: 'RON',
})

/** Keys of the published types are the contract's; those of the others follow them. */
const samples: Readonly<Record<string, JsonObject>> = {
  'invoice.created': issued('draft'),
  'invoice.updated': issued('draft'),
  'invoice.issued': issued('issued'),
  'invoice.submitted': { ...issued('submitted'), ...anaf },
  'invoice.validated': { ...invoice, status: 'validated', ...anaf, validatedAt: at },
  'invoice.rejected': {
    ...invoice,
    status: 'rejected',
    ...anaf,
    rejectionErrors: ['BR-CO-15: the total does not match the sum of the lines'],
  },
  'invoice.cancelled': issued('cancelled'),
  'invoice.paid': { ...invoice, amountPaid: '1190.00', balance: '0.00', paidAt: at },
  'payment.created': { ...payment, paidAt: at },
  'payment.deleted': { ...payment, deletedAt: at },
  'client.created': client,
  'client.updated': client,
  'sync.completed': { ...sync, invoicesSynced: 14, duration: 8.2, completedAt: at },
  'sync.failed': { ...sync, errorMessage: 'ANAF did not answer in time', failedAt: at },
  'proforma.created': { ...proforma, status: 'sent' },
  'proforma.accepted': { ...proforma, status: 'accepted' },
  'proforma.rejected': { ...proforma, status: 'rejected' },
  'invoice.sent_to_provider': { ...issued('sent_to_provider'), sentAt: at },
  'company.created': company,
  'company.updated': company,
  'company.removed': company,
  'company.restored': company,
  'company.reset': company,
  'sync.started': { ...sync, startedAt: at },
  'sync.error': { ...sync, errorMessage: 'ANAF did not answer in time' },
  'payment.received': { ...payment, paidAt: at },
  'anaf.token_created': { cif: company.cif, createdAt: at, expiresAt: '2026-08-24T14:00:00Z' },
}

export function sampleMessage(eventType: string): DeliveryInput {
  const known = Object.hasOwn(samples, eventType) ? samples[eventType] : undefined
  return sample(eventType, known ?? { message: 'This is a test delivery from Storno.ro' })
}
