import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { authorize } from '../authz/authorize.ts'
import { wakeDeliveries } from '../deliveries/wake.ts'
import { profileFor } from '../endpoints/edit.ts'
import { Effort } from '../event-types/effort.ts'
import { publishableTypes } from '../event-types/publishable.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, type Issue, invalid, isDomainError } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { traced } from '../shared/span.ts'
import { guarded, inTransaction, type Tx } from '../shared/transaction.ts'
import { asNumbers, plainNumber } from './exact-json.ts'
import { jsonText } from './json-text.ts'
import type { JsonObject, NewMessage, PublishedMessage } from './message.ts'
import { findKeyedMessages, insertMessages, type MessageInsert } from './repo.ts'
import { MAX_BATCH, MAX_BATCH_BYTES, newMessageSchema } from './schema.ts'

/**
 * Publishes one event: the message, and a delivery to every endpoint that subscribes to it, in one transaction. With an
 * `id` that was published before, and the same content, it answers that message and sends nothing again.
 * Throws `forbidden`, `invalid`, `conflict` (the id belongs to other content; its issue says which), `wrong_state` (the
 * event type's JSON Schema cannot be used), `unavailable`.
 */
export async function publishMessage(ctx: Context, input: NewMessage): Promise<PublishedMessage> {
  authorize(ctx, 'message:publish')
  const [published] = await publishAll(ctx, [input], (issue) => issue)
  if (!published) throw new Error('A message that was published is answered.')
  return published
}

/**
 * Publishes up to 1,000 events, all of them or none, and answers them in their order. Issues begin with the place in the
 * list. Throws what `publishMessage` throws.
 */
export async function publishMessages(
  ctx: Context,
  inputs: readonly NewMessage[],
): Promise<readonly PublishedMessage[]> {
  authorize(ctx, 'message:publish')
  if (inputs.length > MAX_BATCH)
    throw invalid([{ path: [], code: 'too_many', message: `Publish at most ${MAX_BATCH} messages at once.` }])
  return publishAll(ctx, inputs, (issue, place) => ({ ...issue, path: [place, ...issue.path] }))
}

type Placed = (issue: Issue, place: number) => Issue

async function publishAll(
  ctx: Context,
  inputs: readonly NewMessage[],
  placed: Placed,
): Promise<readonly PublishedMessage[]> {
  if (inputs.length === 0) return []
  const attributes = { 'patchbay.team_id': ctx.teamId, 'patchbay.messages': inputs.length }
  return traced('publish', attributes, () => judgeAndInsert(ctx, inputs, placed))
}

async function judgeAndInsert(
  ctx: Context,
  inputs: readonly NewMessage[],
  placed: Placed,
): Promise<readonly PublishedMessage[]> {
  const now = ctx.clock.now()
  const issues: Issue[] = []
  const drafts: Draft[] = []
  for (const [place, input] of inputs.entries()) {
    try {
      drafts.push(draft(ctx, input, now))
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'invalid') throw error
      issues.push(...error.issues.map((issue) => placed(issue, place)))
    }
  }
  if (issues.length > 0) throw invalid(issues)
  if (drafts.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_BATCH_BYTES)
    throw invalid([{ path: [], code: 'too_long', message: 'These messages are too large for one call.' }])
  await refuseUnknown(ctx, drafts, placed)

  const all = async (tx?: Tx) => insertOrRecall(tx, ctx, drafts, { now, placed })
  // one statement is a transaction by itself; only a clash within a batch has something to take back
  const needsMore = drafts.length > 1 && drafts.some(({ externalId }) => externalId !== null)
  const published = needsMore ? await inTransaction(all) : await guarded(() => all())
  if (published.some(({ deliveries, duplicate }) => deliveries > 0 && !duplicate)) wakeDeliveries()
  return published
}

interface Draft extends MessageInsert {
  /** the payload as its schema sees it */
  readonly judged: JsonObject
}

function draft(ctx: Context, input: NewMessage, now: Date): Draft {
  // a number that is kept as its text looks like an object
  const members = Object.entries(input).map(([key, value]) => [key, plainNumber(value)])
  const parsed = parse(newMessageSchema, Object.fromEntries(members))
  const { eventType, id, dialect = 'standard', occurredAt, metadata = {} } = parsed
  if (!ctx.profile(dialect))
    throw invalid([{ path: ['dialect'], code: 'not_a_choice', message: `${dialect} is not a dialect.` }])
  // it came as JSON
  const payload = parsed.payload as JsonObject
  const payloadText = jsonText(payload, 'payload')
  const metadataText = jsonText(metadata as JsonObject, 'metadata')
  // without the time when none was given, so that repeating the very same call finds its message
  const content = JSON.stringify([dialect, eventType, payloadText, metadataText, occurredAt ?? null])
  return {
    id: uuidv7(now.getTime()),
    dialect,
    eventType,
    judged: asNumbers(payload, payloadText),
    payloadText,
    metadataText,
    externalId: id ?? null,
    fingerprint: createHash('sha256').update(content).digest('hex'),
    occurredAt: occurredAt ?? now,
    bytes: Buffer.byteLength(payloadText) + Buffer.byteLength(metadataText),
  }
}

/** Every event type has to be in its catalogue, and the payload as its JSON Schema says. */
async function refuseUnknown(ctx: Context, drafts: readonly Draft[], placed: Placed): Promise<void> {
  const issues: Issue[] = []
  const effort = new Effort()
  for (const [dialect, ofDialect] of Map.groupBy([...drafts.entries()], ([, { dialect }]) => dialect)) {
    const names = new Set(ofDialect.map(([, { eventType }]) => eventType))
    const types = await publishableTypes(ctx, profileFor(ctx, dialect), [...names])
    for (const [place, { eventType, judged }] of ofDialect) {
      const judge = types.get(eventType)
      const found = judge
        ? judge(judged, effort)
        : [
            {
              path: ['eventType'],
              code: 'unknown_event' as const,
              message: `${eventType} is not in the catalogue.`,
            },
          ]
      issues.push(...found.map((issue) => placed(issue, place)))
      if (effort.isTimeToPause()) await setImmediate()
    }
  }
  if (issues.length > 0) throw invalid(issues)
}

async function insertOrRecall(
  tx: Tx | undefined,
  ctx: Context,
  drafts: readonly MessageInsert[],
  { now, placed }: { readonly now: Date; readonly placed: Placed },
): Promise<readonly PublishedMessage[]> {
  const holding = new Set(
    drafts
      .map(({ dialect }) => dialect)
      .filter((dialect) => profileFor(ctx, dialect).delivery.whilePaused === 'hold'),
  )
  const made = await insertMessages(tx, { teamId: ctx.teamId, now, holding: [...holding] }, drafts)
  const known = drafts.filter(({ id }) => !made.has(id)).flatMap(({ externalId }) => externalId ?? [])
  const recalled = known.length > 0 ? await findKeyedMessages(tx, ctx.teamId, known) : new Map()
  const taken: Issue[] = []
  const published = drafts.flatMap((message, place): PublishedMessage[] => {
    const { id, dialect, eventType, externalId, occurredAt } = message
    const shared = { dialect, eventType, externalId }
    const insert = made.get(id)
    if (insert) return [{ ...shared, ...insert, id, occurredAt, createdAt: now, duplicate: false }]
    const old = recalled.get(externalId ?? '')
    if (old?.fingerprint !== message.fingerprint) {
      const words = `The id ${externalId} belongs to another message.`
      taken.push(placed({ path: ['id'], code: 'taken', message: words }, place))
      return []
    }
    const { fingerprint: _, ...facts } = old
    return [{ ...shared, ...facts, occurredAt: facts.occurredAt ?? occurredAt, duplicate: true }]
  })
  const [first] = taken
  if (first) throw new DomainError('conflict', first.message, { issues: taken })
  return published
}
