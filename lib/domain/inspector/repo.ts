import { client, type Tx } from '../shared/transaction.ts'
import type { InboxAnswer, InboxRow } from './inbox.ts'

/** Oldest first: the list keeps its order. */
export async function findInboxes(teamId: string): Promise<InboxRow[]> {
  const rows = await client().inspectorInbox.findMany({ where: { teamId }, orderBy: { id: 'asc' } })
  return rows.map(toInbox)
}

export async function findInbox(teamId: string, id: string): Promise<InboxRow | null> {
  const row = await client().inspectorInbox.findFirst({ where: { teamId, id } })
  return row && toInbox(row)
}

/** Of whichever team: the token is the address. */
export async function findInboxByToken(token: string): Promise<InboxRow | null> {
  const row = await client().inspectorInbox.findUnique({ where: { token } })
  return row && toInbox(row)
}

/** False when the team has one of this name. */
export async function insertInbox(tx: Tx, { answer, ...inbox }: InboxRow): Promise<boolean> {
  const { count } = await client(tx).inspectorInbox.createMany({
    data: [{ ...inbox, answerStatus: answer.status, answerDelayMs: answer.delayMs }],
    skipDuplicates: true,
  })
  return count === 1
}

/** With the team locked, so that two at a time do not pass the limit together. */
export async function countInboxes(tx: Tx, teamId: string): Promise<number> {
  await client(tx).$queryRaw`SELECT id FROM teams WHERE id = ${teamId}::uuid FOR NO KEY UPDATE`
  return client(tx).inspectorInbox.count({ where: { teamId } })
}

export async function saveAnswer(teamId: string, id: string, answer: InboxAnswer): Promise<boolean> {
  const { count } = await client().inspectorInbox.updateMany({
    where: { teamId, id },
    data: { answerStatus: answer.status, answerDelayMs: answer.delayMs },
  })
  return count === 1
}

export async function deleteInbox(teamId: string, id: string): Promise<boolean> {
  const { count } = await client().inspectorInbox.deleteMany({ where: { teamId, id } })
  return count === 1
}

type Columns = Omit<InboxRow, 'answer'> & { readonly answerStatus: number; readonly answerDelayMs: number }

function toInbox({ answerStatus, answerDelayMs, ...inbox }: Columns): InboxRow {
  return { ...inbox, answer: { status: answerStatus as InboxAnswer['status'], delayMs: answerDelayMs } }
}
