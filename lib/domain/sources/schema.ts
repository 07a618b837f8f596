import * as z from 'zod/mini'

/** Control characters are in no provider's ids. */
const PRINTABLE = /^[^\p{Cc}]*$/u

const clientIdSchema = z.string({ error: 'The client id must be text.' }).check(
  z.minLength(1, 'Enter the client id of the app.'),
  z.maxLength(255, 'The client id may have at most 255 characters.'),
  z.regex(PRINTABLE, 'The client id holds a character that cannot be shown.'),
  z.refine((text) => text.isWellFormed(), 'The client id holds half a character.'),
)

export const createSourceSchema = z.strictObject({
  toolkit: z.string({ error: 'The toolkit must be text.' }).check(z.minLength(1, 'Choose a toolkit.')),
  clientId: clientIdSchema,
})

/** A form's client id: room around it is a slip of the clipboard. */
export const newSourceSchema = z.strictObject({
  clientId: z.pipe(
    z.pipe(
      z.string(),
      z.transform((text) => text.trim()),
    ),
    clientIdSchema,
  ),
})
