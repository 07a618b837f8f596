import * as z from 'zod/mini'
import { oauthScopes } from '../api-keys/scopes.ts'
import { nameSchema } from '../users/schema.ts'

const MAX_REDIRECT_URIS = 20
const MAX_URI_LENGTH = 2_048

/** https, or http on this machine; no fragment, no user in it (OAuth 2.1, sections 2.3.1 and 8.4.2). */
export function isRedirectUri(value: string): boolean {
  if (value.length > MAX_URI_LENGTH || !/^[\x21-\x7e]+$/.test(value) || value.includes('#')) return false
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password } = new URL(value)
  if (username !== '' || password !== '') return false
  if (protocol === 'https:') return true
  return protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

const redirectUris = z
  .array(
    z.string({ error: 'An address must be text.' }).check(
      z.refine(isRedirectUri, {
        error: 'Use an https address without a fragment, or http on localhost.',
        params: { code: 'bad_url' },
      }),
    ),
    { error: 'Enter a list of addresses.' },
  )
  .check(
    z.maxLength(MAX_REDIRECT_URIS, `An app has at most ${MAX_REDIRECT_URIS} redirect addresses.`),
    z.overwrite((uris) => [...new Set(uris)]),
  )

const scopes = z
  .array(
    z.string().check(
      z.refine((scope) => oauthScopes.includes(scope), {
        error: 'There is no such scope for apps.',
        params: { code: 'not_a_choice' },
      }),
    ),
    { error: 'Choose scopes.' },
  )
  .check(
    z.refine((list) => list.length > 0, {
      error: 'Choose at least one scope.',
      params: { code: 'empty_list' },
    }),
    z.overwrite((list) => [...new Set(list)]),
  )

export const createOauthAppSchema = z.strictObject({
  name: nameSchema('The name'),
  redirectUris,
  scopes,
  confidential: z.boolean({ error: 'Say whether the app can keep a secret.' }),
})

export const updateOauthAppSchema = z.strictObject({
  name: z.optional(nameSchema('The name')),
  redirectUris: z.optional(redirectUris),
  scopes: z.optional(scopes),
})
