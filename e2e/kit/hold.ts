import { db } from '#lib/db/client.ts'

/** Nobody can change the endpoint until the returned function is called. */
export async function hold(id: string): Promise<() => Promise<void>> {
  const [held, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const transaction = db().$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT id FROM endpoints WHERE id = ${id}::uuid FOR UPDATE`
      held.resolve()
      await free.promise
    },
    { timeout: 60_000 },
  )
  await held.promise
  return async () => {
    free.resolve()
    await transaction
  }
}
