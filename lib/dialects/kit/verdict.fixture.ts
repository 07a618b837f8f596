import type { EndpointField } from '#lib/domain/endpoints/fields.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { fieldSchema } from '#lib/domain/endpoints/schema.ts'
import { type IssueCode, isDomainError } from '#lib/domain/shared/errors.ts'
import { parse } from '#lib/domain/shared/parse.ts'

/**
 * What the core says to a value of a dialect's field: the code of the first broken rule, `fine`, or `no such field`.
 * Every dialect's tests ask it, so that their tables read alike.
 */
export function verdict(
  profile: DialectProfile,
  field: EndpointField,
  value: unknown,
): IssueCode | 'fine' | 'no such field' {
  const schema = fieldSchema(profile, field)
  if (!schema) return 'no such field'
  try {
    parse(schema, value)
    return 'fine'
  } catch (error) {
    const code = isDomainError(error) ? error.issues[0]?.code : undefined
    if (code === undefined) throw error
    return code
  }
}
