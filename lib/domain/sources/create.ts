import type { ChangeRow } from '../audit/change.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { nanoid, uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { entityOf } from './entity.ts'
import { findSourceOfApp, insertSource } from './repo.ts'
import { createSourceSchema } from './schema.ts'
import { PUBLIC_ID, type Source } from './source.ts'

export interface CreateSource {
  /** a toolkit's slug; unparsed, as is the client id */
  readonly toolkit: unknown
  /** the id of the provider's app */
  readonly clientId: unknown
}

export interface CreatedSource {
  readonly source: Source
  /** false: the team had it already, and nothing was changed */
  readonly created: boolean
}

/** One is found again, or gone again, at each turn; more turns than this are no accident. */
const MAX_TRIES = 5

/**
 * The team's source for an app: made when there is none, else the one that is there, with its URL and its values.
 * Throws `forbidden`, `invalid` (paths `toolkit`, `clientId`), `not_found` for an unknown toolkit, `unavailable`.
 */
export async function createSource(ctx: Context, input: CreateSource): Promise<CreatedSource> {
  authorize(ctx, 'source:create')
  const { toolkit: slug, clientId } = parse(createSourceSchema, {
    toolkit: input.toolkit,
    clientId: input.clientId,
  })
  if (!findToolkit(slug)) throw notFound('Toolkit')
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const made = await insertOrFind(ctx, slug, clientId)
    if (made?.change) announce(ctx, made.change)
    if (made) return { source: made.source, created: made.change !== null }
  }
  throw new DomainError(
    'unavailable',
    'This source is made and deleted by somebody else just now. Try again.',
  )
}

/** Null when the one that was in the way was deleted meanwhile. */
async function insertOrFind(
  ctx: Context,
  toolkit: string,
  clientId: string,
): Promise<{ source: Source; change: ChangeRow | null } | null> {
  return inTransaction(async (tx) => {
    const there = await findSourceOfApp(tx, ctx.teamId, toolkit, clientId)
    if (there) return { source: there, change: null }
    const now = ctx.clock.now()
    const source: Source = {
      id: uuidv7(now.getTime()),
      teamId: ctx.teamId,
      publicId: PUBLIC_ID.prefix + nanoid(PUBLIC_ID.length),
      toolkit,
      clientId,
      version: 1,
      createdAt: now,
      updatedAt: now,
      verifiedAt: null,
      values: [],
    }
    if (!(await insertSource(tx, source))) {
      const other = await findSourceOfApp(tx, ctx.teamId, toolkit, clientId)
      return other ? { source: other, change: null } : null
    }
    const change = await recordChange(ctx, tx, {
      entity: entityOf(source),
      action: 'source.created',
      fields: [
        { field: 'toolkit', before: null, after: toolkit },
        { field: 'clientId', before: null, after: clientId },
      ],
      version: 1,
    })
    return { source, change }
  })
}
