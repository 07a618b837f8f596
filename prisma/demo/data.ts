import type { Role } from '#lib/domain/authz/permissions.ts'

export const demoNames: Readonly<Record<Role, string>> = {
  owner: 'Olivia Owner',
  admin: 'Amir Admin',
  developer: 'Dana Developer',
  support: 'Sam Support',
  viewer: 'Vera Viewer',
}

const money = { type: 'object', properties: { amount: { type: 'integer' }, currency: { type: 'string' } } }

/** The demo's own catalogue. */
export const demoEventTypes = [
  { name: 'invoice.created', description: 'An invoice was written.', schema: invoiceSchema() },
  { name: 'invoice.paid', description: 'The whole amount has come in.', schema: invoiceSchema() },
  { name: 'invoice.overdue', description: 'The due date has passed without payment.' },
  { name: 'customer.created', description: 'A customer signed up.' },
  { name: 'customer.updated', description: 'A customer changed their details.' },
  { name: 'customer.deleted', description: 'A customer closed their account.' },
  { name: 'subscription.started', description: 'A subscription began.' },
  { name: 'subscription.renewed', description: 'A subscription went into its next period.' },
  { name: 'subscription.cancelled', description: 'A subscription will not renew.' },
  {
    name: 'payout.sent',
    description: 'Money left for a bank account.',
    schema: { ...money, required: ['amount'] },
  },
] as const

function invoiceSchema() {
  return {
    type: 'object',
    required: ['id', 'number', 'total'],
    properties: {
      id: { type: 'string' },
      number: { type: 'string' },
      total: money,
      dueOn: { type: 'string', format: 'date' },
    },
  } as const
}

type Step = { readonly by: Role; readonly afterHours: number } & (
  | { readonly patch: Record<string, unknown> }
  | { readonly overlapMs: number }
)

export interface DemoEndpoint {
  readonly dialect: string
  readonly by: Role
  readonly fields: { readonly name: string } & Record<string, unknown>
  readonly history: readonly Step[]
}

/** What the demo shows: every dialect, paused ones, a wildcard, headers, notes, and changes by several people. */
export const demoEndpoints: readonly DemoEndpoint[] = [
  {
    dialect: 'standard',
    by: 'developer',
    fields: {
      name: 'Billing sync',
      description: 'Production',
      url: 'https://billing.northwind.example/hooks',
      events: ['invoice.created', 'invoice.paid', 'invoice.overdue', 'payout.sent'],
      headers: { 'X-Team': 'billing', 'X-Api-Key': 'demo-header-credential' },
      metadata: { plan: 'enterprise', region: 'eu-west' },
    },
    history: [
      { by: 'admin', afterHours: 5, patch: { active: false } },
      { by: 'developer', afterHours: 2, patch: { active: true } },
      { by: 'developer', afterHours: 20, patch: { description: 'Production notifications, expanded' } },
      {
        by: 'owner',
        afterHours: 9,
        patch: { events: ['invoice.created', 'invoice.paid', 'payout.sent', 'customer.deleted'] },
      },
    ],
  },
  {
    dialect: 'composio',
    by: 'admin',
    fields: {
      name: 'Agent triggers',
      url: 'https://agents.example/triggers',
      events: ['composio.trigger.message'],
    },
    history: [
      { by: 'developer', afterHours: 4, patch: { payloadVersion: 'V2' } },
      { by: 'admin', afterHours: 30, patch: { active: false } },
    ],
  },
  {
    dialect: 'selfcommunity',
    by: 'admin',
    fields: {
      name: 'Community feed',
      description: 'Mirrors posts into the feed',
      url: 'https://feed.example/sc',
      events: ['post.created', 'post.updated', 'post.deleted', 'comment.created', 'notification.banner.sent'],
    },
    history: [{ by: 'developer', afterHours: 12, patch: { tlsVerification: false } }],
  },
  {
    dialect: 'storno',
    by: 'admin',
    fields: {
      name: 'Accounting bridge',
      description: 'ANAF status to the ledger',
      url: 'https://ledger.example/storno',
      events: ['invoice.created', 'invoice.validated', 'invoice.rejected', 'invoice.paid', 'sync.completed'],
    },
    history: [
      { by: 'admin', afterHours: 6, patch: { description: 'Invoice status to the ledger' } },
      { by: 'admin', afterHours: 26, overlapMs: 0 },
    ],
  },
  {
    dialect: 'vendaze',
    by: 'developer',
    fields: {
      name: 'CRM mirror',
      url: 'https://crm.example/hooks/deals',
      events: ['deal.created', 'deal.won', 'deal.lost', 'person.created', 'person.updated', 'member_joined'],
      signing: true,
    },
    history: [{ by: 'developer', afterHours: 15, patch: { url: 'https://crm.example/hooks/v2/deals' } }],
  },
  {
    dialect: 'vendaze',
    by: 'developer',
    fields: { name: 'Sales board', url: 'https://board.example/in', events: ['deal.won', 'deal.lost'] },
    history: [],
  },
  {
    dialect: 'storno',
    by: 'admin',
    fields: { name: 'Everything archive', url: 'https://archive.example/storno', events: ['*'] },
    history: [],
  },
  {
    dialect: 'standard',
    by: 'developer',
    fields: {
      name: 'Data warehouse',
      description: 'All events, current and future',
      url: 'https://ingest.warehouse.example/v1/webhooks',
      events: ['*'],
      metadata: { owner: 'data-platform' },
    },
    history: [],
  },
  {
    dialect: 'standard',
    by: 'owner',
    fields: {
      name: 'Customer portal',
      url: 'https://portal.example/api/hooks/patchbay',
      events: ['customer.created', 'customer.updated', 'customer.deleted', 'subscription.cancelled'],
    },
    history: [
      { by: 'developer', afterHours: 3, patch: { name: 'Customer portal (staging)' } },
      { by: 'owner', afterHours: 1, patch: { name: 'Customer portal' } },
    ],
  },
  {
    dialect: 'standard',
    by: 'developer',
    fields: {
      name: 'Old importer',
      url: 'https://legacy.example/import',
      events: ['customer.created'],
    },
    history: [],
  },
]
