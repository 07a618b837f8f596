import type { Context } from '#lib/domain/shared/context.ts'
import { nanoid, randomHex } from '#lib/domain/shared/ids.ts'
import { createSource } from '#lib/domain/sources/create.ts'
import type { Source } from '#lib/domain/sources/source.ts'
import { registerSecret } from './secrets.ts'

/** A source without values, of an app that nobody else has. */
export async function makeSource(ctx: Context, toolkit = 'slack', clientId = nanoid(12)): Promise<Source> {
  return (await createSource(ctx, { toolkit, clientId })).source
}

/** A value for a secret field; it is registered, so that no log or answer may hold it. */
export function sourceSecret(): string {
  return registerSecret('source-secret', randomHex(20))
}
