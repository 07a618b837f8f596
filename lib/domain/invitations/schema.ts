import * as z from 'zod/mini'
import { roles } from '../authz/permissions.ts'
import { emailSchema, nameSchema, newPasswordSchema } from '../users/schema.ts'

export const inviteMemberSchema = z.strictObject({
  email: emailSchema,
  role: z.enum(roles, { error: 'Choose a role.' }),
})

/** What somebody without an account fills in; the address is the invitation's. */
export const acceptAsNewSchema = z.strictObject({
  name: nameSchema('Your name'),
  password: newPasswordSchema,
})
