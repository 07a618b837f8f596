import { fixedCatalogue } from '#lib/dialects/kit/catalogue.ts'

/** Contract §5: the 17 of the API reference with their categories, in its order. */
export const published = {
  invoices: {
    'invoice.created': 'An invoice was made here or came in from ANAF.',
    'invoice.updated': 'An invoice changed: status, data or payments.',
    'invoice.issued': 'An invoice was issued.',
    'invoice.submitted': 'An invoice was handed to ANAF e-Factura.',
    'invoice.validated': 'ANAF accepted an outgoing invoice.',
    'invoice.rejected': 'ANAF refused an outgoing invoice.',
    'invoice.cancelled': 'An invoice was cancelled.',
    'invoice.paid': 'An invoice was paid in full.',
  },
  payments: {
    'payment.created': 'A payment was recorded on an invoice.',
    'payment.deleted': 'A payment was removed from an invoice.',
  },
  clients: {
    'client.created': 'A client was added.',
    'client.updated': 'A client was changed.',
  },
  sync: {
    'sync.completed': 'A synchronisation with ANAF ended well.',
    'sync.failed': 'A synchronisation with ANAF broke off.',
  },
  proforma: {
    'proforma.created': 'A proforma invoice was made.',
    'proforma.accepted': 'The client accepted a proforma invoice.',
    'proforma.rejected': 'The client turned down a proforma invoice.',
  },
} as const

/** Names that only the running service has; it accepts them, but does not list them. */
const unlisted = {
  invoices: { 'invoice.sent_to_provider': 'An invoice was handed to the e-invoicing provider.' },
  companies: {
    'company.created': 'A company was added.',
    'company.updated': 'A company was changed.',
    'company.removed': 'A company was removed.',
    'company.restored': 'A removed company came back.',
    'company.reset': 'The data of a company was reset.',
  },
  sync: {
    'sync.started': 'A synchronisation with ANAF began.',
    'sync.error': 'A synchronisation with ANAF met an error.',
  },
  payments: { 'payment.received': 'A payment came in.' },
  anaf: { 'anaf.token_created': 'An access token for ANAF was made.' },
} as const

export const catalogue = fixedCatalogue(published, unlisted)
