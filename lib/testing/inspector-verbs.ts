import type { Permission } from '#lib/domain/authz/permissions.ts'
import { clearInbox } from '#lib/domain/inspector/clear-inbox.ts'
import { closeInbox } from '#lib/domain/inspector/close-inbox.ts'
import { getRequest } from '#lib/domain/inspector/get-request.ts'
import type { InboxView } from '#lib/domain/inspector/inbox.ts'
import { listInboxes } from '#lib/domain/inspector/list-inboxes.ts'
import { listRequests } from '#lib/domain/inspector/list-requests.ts'
import { openInbox } from '#lib/domain/inspector/open-inbox.ts'
import { receiveRequest } from '#lib/domain/inspector/receive.ts'
import { setAnswer } from '#lib/domain/inspector/set-answer.ts'
import type { TestContext } from './factories.ts'

interface Scene {
  readonly owner: TestContext
  readonly ctx: TestContext
}

interface Case {
  readonly permission: Permission
  readonly prepare: (scene: Scene) => Promise<() => Promise<unknown>>
}

const onInbox =
  (call: (ctx: TestContext, inbox: InboxView) => Promise<unknown>): Case['prepare'] =>
  async ({ owner, ctx }) => {
    const inbox = await openInbox(owner, { name: 'Inbox' })
    return () => call(ctx, inbox)
  }

/** The verbs of the built-in receiver, for the matrix of roles. */
export const inspectorVerbs: Readonly<Record<string, Case>> = {
  listInboxes: {
    permission: 'delivery:read',
    prepare:
      async ({ ctx }) =>
      () =>
        listInboxes(ctx),
  },
  listRequests: {
    permission: 'delivery:read',
    prepare: onInbox((ctx, { id }) => listRequests(ctx, { inboxId: id })),
  },
  getRequest: {
    permission: 'delivery:read',
    prepare: async ({ owner, ctx }) => {
      const { id, path } = await openInbox(owner, { name: 'Inbox' })
      const request = { method: 'GET', path: '', query: '', headers: [], body: new Uint8Array() }
      await receiveRequest(owner, { token: path.split('/').at(-1) ?? '', ...request })
      const { items } = await listRequests(owner, { inboxId: id })
      return () => getRequest(ctx, items[0]?.id ?? '')
    },
  },
  openInbox: {
    permission: 'endpoint:test',
    prepare:
      async ({ ctx }) =>
      () =>
        openInbox(ctx, { name: 'Inbox' }),
  },
  setAnswer: {
    permission: 'endpoint:test',
    prepare: onInbox((ctx, { id }) => setAnswer(ctx, { id, status: 500, delayMs: 0 })),
  },
  clearInbox: { permission: 'endpoint:test', prepare: onInbox((ctx, { id }) => clearInbox(ctx, id)) },
  closeInbox: { permission: 'endpoint:test', prepare: onInbox((ctx, { id }) => closeInbox(ctx, id)) },
}
