import * as z from 'zod/mini'
import { emailSchema, knownPasswordSchema } from '#lib/domain/users/schema.ts'

/** What the sign-in form asks for. */
export const signInSchema = z.strictObject({ email: emailSchema, password: knownPasswordSchema })
