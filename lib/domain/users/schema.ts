import * as z from 'zod/mini'
import type { IssueCode } from '../shared/errors.ts'
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './password-length.ts'

const EMAIL_MAX_LENGTH = 254
const NAME_MAX_LENGTH = 80

interface Fault {
  readonly code: IssueCode
  readonly message: string
}

/** Controls, and halves of a pair: a name is one line of text that PostgreSQL can hold. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u

/** A check that reports under one of our own codes. */
function rule(check: (value: string) => Fault | null) {
  return z.superRefine<string>((value, ctx) => {
    const fault = check(value)
    if (fault) ctx.addIssue({ code: 'custom', message: fault.message, params: { code: fault.code } })
  })
}

/** One line of text for people, trimmed: the name of a user or a team. */
export function nameSchema(label: string) {
  return z.string({ error: `${label} must be text.` }).check(
    z.trim(),
    rule((value) => {
      if (value === '') return { code: 'blank', message: `${label} must not be empty.` }
      if ([...value].length > NAME_MAX_LENGTH)
        return { code: 'too_long', message: `${label} may have at most ${NAME_MAX_LENGTH} characters.` }
      if (UNSTORABLE.test(value))
        return { code: 'bad_format', message: `${label} has characters that cannot be stored.` }
      return null
    }),
  )
}

/** Trimmed and in lower case, so that one address is one account. */
export const emailSchema = z.string({ error: 'The email must be text.' }).check(
  z.trim(),
  z.toLowerCase(),
  rule((value) => {
    if (value === '') return { code: 'blank', message: 'Enter an email address.' }
    if (value.length > EMAIL_MAX_LENGTH || !/^[^\s@]+@[^\s@]+$/.test(value) || UNSTORABLE.test(value))
      return { code: 'bad_format', message: 'Enter an email address, as name@example.com.' }
    return null
  }),
)

/** A password that somebody chooses. That it is not the account's email is checked where the email is known. */
export const newPasswordSchema = z.string({ error: 'The password must be text.' }).check(
  rule((value) => {
    const { length } = [...value]
    if (length < PASSWORD_MIN_LENGTH)
      return { code: 'too_short', message: `Use at least ${PASSWORD_MIN_LENGTH} characters.` }
    if (length > PASSWORD_MAX_LENGTH)
      return { code: 'too_long', message: `Use at most ${PASSWORD_MAX_LENGTH} characters.` }
    return null
  }),
)

/** A password that somebody types to show that they know it. */
export const knownPasswordSchema = z.string({ error: 'The password must be text.' }).check(
  rule((value) => {
    if (value === '') return { code: 'blank', message: 'Enter your password.' }
    return [...value].length > PASSWORD_MAX_LENGTH
      ? { code: 'too_long', message: `A password has at most ${PASSWORD_MAX_LENGTH} characters.` }
      : null
  }),
)

export const changeNameSchema = z.strictObject({ name: nameSchema('Your name') })

export const changePasswordSchema = z.strictObject({
  currentPassword: knownPasswordSchema,
  newPassword: newPasswordSchema,
})

export const newUserSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema('The name'),
  password: newPasswordSchema,
})

/** The rule that needs both: what is easy to guess is no password. */
export function passwordFault(password: string, email: string): Fault | null {
  const guess = password.trim().toLowerCase()
  return guess === email || guess === email.split('@')[0]
    ? { code: 'forbidden_combination', message: 'The password must not be the email address.' }
    : null
}
