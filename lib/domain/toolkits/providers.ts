import type { Toolkit } from './toolkit.ts'

/** Five minutes: what Slack and Stripe advise. */
const REPLAY_WINDOW_SECONDS = 300

/** Texts and names of the setup fields are Composio's (contract §4). */
export const slack: Toolkit = {
  slug: 'slack',
  label: 'Slack',
  summary: 'Messages, reactions and other events of a Slack app.',
  clientIdHint: 'The client ID under Basic Information of your Slack app.',
  urlHint: 'Paste it as Request URL under Event Subscriptions of your Slack app.',
  setupFields: {
    webhook_signing_secret: {
      displayName: 'Signing Secret',
      description: 'Webhook request signing secret from your Slack app dashboard',
      isRequired: true,
      isSecret: true,
    },
    app_token: {
      displayName: 'App-Level Token',
      description: 'Slack xapp- token with authorizations:read scope for event authorization',
      isRequired: true,
      isSecret: true,
    },
  },
  signing: {
    kind: 'hmac-sha256',
    keyField: 'webhook_signing_secret',
    signature: { kind: 'header', header: 'X-Slack-Signature', prefix: 'v0=', encoding: 'hex' },
    signed: [{ text: 'v0:' }, 'timestamp', { text: ':' }, 'body'],
    timestamp: { header: 'X-Slack-Request-Timestamp', toleranceSeconds: REPLAY_WINDOW_SECONDS },
  },
  handshake: {
    kind: 'challenge',
    when: { member: 'type', is: 'url_verification' },
    challenge: 'challenge',
  },
}

/**
 * Notion makes the key itself and sends it once; the customer reads it here and confirms it there. So its wire shows it
 * (contract A5), and nobody can be asked for it before.
 */
export const notion: Toolkit = {
  slug: 'notion',
  label: 'Notion',
  summary: 'Changes of pages and databases that a Notion integration can see.',
  clientIdHint: 'The OAuth client ID under Configuration of your Notion integration.',
  urlHint: 'Paste it as webhook URL under Webhooks of your Notion integration.',
  setupFields: {
    webhook_signing_secret: {
      displayName: 'Verification Token',
      description: 'Token that Notion sends when the subscription is made; confirm it in your integration',
      isRequired: false,
      isSecret: false,
      guarded: true,
    },
  },
  signing: {
    kind: 'hmac-sha256',
    keyField: 'webhook_signing_secret',
    signature: { kind: 'header', header: 'X-Notion-Signature', prefix: 'sha256=', encoding: 'hex' },
    signed: ['body'],
    timestamp: null,
  },
  handshake: { kind: 'token', member: 'verification_token', storedIn: 'webhook_signing_secret' },
}

export const github: Toolkit = {
  slug: 'github',
  label: 'GitHub',
  summary: 'Pushes, pull requests and other events of repositories and organizations.',
  clientIdHint: 'The client ID of your GitHub app, under General.',
  urlHint: 'Paste it as Webhook URL of your GitHub app; content type application/json.',
  setupFields: {
    webhook_signing_secret: {
      displayName: 'Webhook Secret',
      description: 'Secret that you set beside the webhook URL in your GitHub app',
      isRequired: true,
      isSecret: true,
    },
  },
  signing: {
    kind: 'hmac-sha256',
    keyField: 'webhook_signing_secret',
    signature: { kind: 'header', header: 'X-Hub-Signature-256', prefix: 'sha256=', encoding: 'hex' },
    signed: ['body'],
    timestamp: null,
  },
  // its ping is an event like the others, and signed
  handshake: { kind: 'none' },
}

export const stripe: Toolkit = {
  slug: 'stripe',
  label: 'Stripe',
  summary: 'Payments, invoices and other events of a Stripe account or platform.',
  clientIdHint: 'The Connect client ID (ca_…), or the id of your account (acct_…).',
  urlHint: 'Paste it as Endpoint URL under Developers, Webhooks.',
  setupFields: {
    webhook_signing_secret: {
      displayName: 'Signing Secret',
      description: 'Secret (whsec_…) that Stripe shows for the webhook endpoint',
      isRequired: true,
      isSecret: true,
    },
  },
  signing: {
    kind: 'hmac-sha256',
    keyField: 'webhook_signing_secret',
    signature: {
      kind: 'pairs',
      header: 'Stripe-Signature',
      element: 'v1',
      timestamp: 't',
      encoding: 'hex',
    },
    signed: ['timestamp', { text: '.' }, 'body'],
    timestamp: { header: 'Stripe-Signature', toleranceSeconds: REPLAY_WINDOW_SECONDS },
  },
  handshake: { kind: 'none' },
}
