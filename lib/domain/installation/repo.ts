import { client } from '../shared/transaction.ts'

export async function findSetUpAt(): Promise<Date | null> {
  const row = await client().installation.findUnique({ where: { id: 1 } })
  return row?.setUpAt ?? null
}

export async function insertSetUp(setUpAt: Date): Promise<void> {
  await client().installation.createMany({ data: [{ id: 1, setUpAt }], skipDuplicates: true })
}

/** Removes the demo team and the named accounts. */
export async function deleteFirstRun(emails: readonly string[]): Promise<void> {
  await client().team.deleteMany({ where: { isDemo: true } })
  await client().user.deleteMany({ where: { email: { in: [...emails] }, memberships: { none: {} } } })
}
