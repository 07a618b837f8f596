import type { SecretKind } from './secrets.ts'

/**
 * The only operations whose answers may hold a secret, and which kinds. An operation is a server action's name, or the
 * method and path of a request, with `*` for one path segment.
 */
export const SECRET_OPERATIONS: Readonly<Record<string, readonly SecretKind[]>> = {
  // shown once, when it is made
  createEndpointAction: ['endpoint-secret'],
  duplicateEndpointAction: ['endpoint-secret'],
  rotateSecretAction: ['endpoint-secret'],
  createApiKeyAction: ['api-key'],
  createOauthAppAction: ['client-secret'],
  rotateClientSecretAction: ['client-secret'],
  // turning signing on makes one, directly or by taking a change back
  updateEndpointAction: ['endpoint-secret'],
  revertChangeAction: ['endpoint-secret'],
  'POST /api/v1/webhooks': ['endpoint-secret'],
  'POST /api/v1/webhooks/*/regenerate-secret': ['endpoint-secret'],
  // Vendaze's contract returns it on reads, to the app that made the webhook
  'GET /v1/webhooks': ['endpoint-secret'],
  'POST /v1/webhooks': ['endpoint-secret'],
  'GET /v1/webhooks/*': ['endpoint-secret'],
  'PATCH /v1/webhooks/*': ['endpoint-secret'],
  'POST /api/v3/webhook_subscriptions': ['endpoint-secret'],
  'POST /api/v3/webhook_subscriptions/*/rotate_secret': ['endpoint-secret'],
  'POST /api/v3.1/webhook_subscriptions': ['endpoint-secret'],
  'POST /api/v3.1/webhook_subscriptions/*/rotate_secret': ['endpoint-secret'],
  // the OAuth server gives tokens to apps, and its consent page sends the browser back with a code
  'POST /oauth/token': ['oauth-token'],
  authorizeAppAction: ['oauth-code'],
  // reads of Composio's v3.1 show it to a key that may reveal it
  'GET /api/v3.1/webhook_subscriptions': ['endpoint-secret'],
  'GET /api/v3.1/webhook_subscriptions/*': ['endpoint-secret'],
  'PATCH /api/v3.1/webhook_subscriptions/*': ['endpoint-secret'],
  // what Notion gave has to be read there, and put into Notion again; to a key that may reveal it
  ...Object.fromEntries(
    ['/api/v3/webhook_endpoints', '/api/v3.1/webhook_endpoints'].flatMap((path) =>
      [`POST ${path}`, `GET ${path}/*`, `POST ${path}/*`, `PATCH ${path}/*`].map((operation) => [
        operation,
        ['guarded-value'] as const,
      ]),
    ),
  ),
  'POST /api/patchbay/v1/endpoints': ['endpoint-secret'],
  'POST /api/patchbay/v1/endpoints/*/secrets/rotate': ['endpoint-secret'],
  'PATCH /api/patchbay/v1/endpoints/*': ['endpoint-secret'],
  'POST /api/patchbay/v1/changes/*/revert': ['endpoint-secret'],
  'POST /api/patchbay/v1/keys': ['api-key'],
  'POST /api/patchbay/v1/invitations': ['invitation-token'],
  // on request, for who may, and audited
  'POST /api/patchbay/v1/endpoints/*/secrets/reveal': ['endpoint-secret'],
  'POST /api/v2/webhook/endpoint/*/secret/reveal': ['endpoint-secret'],
  'POST /api/v2/webhook/endpoint/*/secret/reveal/': ['endpoint-secret'],
  revealSecretAction: ['endpoint-secret'],
  revealSourceValueAction: ['source-secret', 'guarded-value'],
  // whoever invites hands the link over; whoever has it opens it, and its page knows its own address
  inviteMemberAction: ['invitation-token'],
  'GET /invite/*': ['invitation-token'],
  // where signing in leads back to, for who joins with an account that is there already
  'GET /sign-in': ['invitation-token'],
  acceptInvitationAction: ['invitation-token'],
  acceptAsNewUserAction: ['invitation-token'],
}

/** Whether the answer to this operation may hold a secret of this kind. */
export function mayAnswer(operation: string, kind: SecretKind): boolean {
  return Object.entries(SECRET_OPERATIONS).some(
    ([pattern, kinds]) => kinds.includes(kind) && matches(pattern, operation),
  )
}

function matches(pattern: string, operation: string): boolean {
  const expected = pattern.split('/')
  const actual = operation.split('/')
  return expected.length === actual.length && expected.every((part, i) => part === '*' || part === actual[i])
}
