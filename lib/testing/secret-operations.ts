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
  // turning signing on makes one, directly or by taking a change back
  updateEndpointAction: ['endpoint-secret'],
  revertChangeAction: ['endpoint-secret'],
  // on request, for who may, and audited
  revealSecretAction: ['endpoint-secret'],
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
