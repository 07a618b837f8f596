import * as z from 'zod/mini'
import { nameSchema } from '../users/schema.ts'
import { apiKeyKinds } from './caller.ts'
import { MAX_LIFETIME_SECONDS } from './lifetime.ts'
import { isScope } from './scopes.ts'

const scopesSchema = z
  .array(
    z.string().check(
      z.refine((scope) => isScope(scope), {
        error: 'There is no such scope.',
        params: { code: 'not_a_choice' },
      }),
    ),
    { error: 'Choose scopes.' },
  )
  .check(z.maxLength(100, 'These are too many scopes.'))

export const createApiKeySchema = z.strictObject({
  kind: z.enum(apiKeyKinds, { error: 'Choose a kind.' }),
  name: nameSchema('The name'),
  scopes: scopesSchema,
  /** null: no end, except for a personal token, which always has one */
  expiresInSeconds: z.nullable(
    z
      .int({ error: 'Choose a time.' })
      .check(
        z.minimum(1, 'The time must be at least a second.'),
        z.maximum(MAX_LIFETIME_SECONDS, 'The time may be ten years at most.'),
      ),
  ),
  /** for the command line alone; everybody else makes their own */
  userId: z.optional(z.string()),
})
