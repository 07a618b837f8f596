import * as z from 'zod/mini'
import { oauthScopes } from '../api-keys/scopes.ts'
import { nameSchema } from '../users/schema.ts'
import { isRedirectUri, MAX_REDIRECT_URIS, notRedirectUri } from './redirect-uri.ts'

const redirectUris = z
  .array(
    z.string({ error: 'An address must be text.' }).check(
      z.refine(isRedirectUri, {
        error: notRedirectUri,
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
