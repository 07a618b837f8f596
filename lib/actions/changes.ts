'use server'

import * as z from 'zod/mini'
import { listChanges } from '#lib/domain/audit/list.ts'
import { changeView } from '#lib/domain/audit/view.ts'
import { teamAction } from './client.ts'

/** A page of the audit log, of the whole team or of one entity. */
export const listChangesAction = teamAction
  .inputSchema(
    z.strictObject({
      team: z.string(),
      entity: z.optional(
        z.strictObject({ kind: z.enum(['endpoint', 'source', 'oauth_app']), id: z.string() }),
      ),
      entityKind: z.optional(
        z.enum(['endpoint', 'source', 'team', 'member', 'invitation', 'event_type', 'api_key', 'oauth_app']),
      ),
      actorId: z.optional(z.string()),
      cursor: z.optional(z.string()),
      limit: z.optional(z.int()),
    }),
  )
  .action(async ({ ctx, parsedInput: { entity, entityKind, actorId, cursor, limit } }) => {
    const page = await listChanges(ctx.context, {
      ...(entity ? { entity } : {}),
      ...(entityKind ? { entityKind } : {}),
      ...(actorId ? { actorId } : {}),
      ...(cursor ? { cursor } : {}),
      ...(limit ? { limit } : {}),
    })
    return { ...page, items: page.items.map(changeView) }
  })
