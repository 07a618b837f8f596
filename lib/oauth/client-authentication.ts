import { authenticateClient, type OauthClient } from '#lib/domain/oauth-apps/client.ts'
import { countFailure, refuseLimited, type TokenAttempt } from '#lib/domain/oauth-apps/token-limit.ts'
import { clientAddressKey } from '#lib/domain/rate-limits/client-address.ts'
import { CLIENT_ADDRESS_HEADER } from '#lib/http/incoming-request.ts'
import { invalidClient, OauthFailure, toOauthFailure } from './failure.ts'
import type { Form } from './form.ts'

/** What costs the sender a point of the limit: guesses at secrets, codes and tokens. */
const COUNTED = new Set(['invalid_client', 'invalid_grant'])

interface ClaimedClient {
  readonly clientId: string | null
  readonly secret: string | null
}

/**
 * Proves which client asks, and runs `work` for it; failures are counted for client and address together and for the
 * address alone. Throws `OauthFailure`, and what `work` throws.
 */
export async function asClient<T>(
  request: Request,
  form: Form,
  work: (client: OauthClient) => Promise<T>,
): Promise<T> {
  const { clientId, secret } = claimedClient(request.headers.get('authorization'), form)
  const address = clientAddressKey(request.headers.get(CLIENT_ADDRESS_HEADER))
  const attempt: TokenAttempt = { clientId, address }
  await refuseLimited(attempt)
  try {
    const client = clientId === null ? null : await authenticateClient(clientId, secret)
    if (!client) throw invalidClient()
    return await work(client)
  } catch (error) {
    const failure = toOauthFailure(error)
    if (failure && COUNTED.has(failure.code)) await countFailure(attempt)
    throw failure ?? error
  }
}

/** By Basic, or in the body, but not both (RFC 6749, section 2.3). */
function claimedClient(header: string | null, form: Form): ClaimedClient {
  const fromBody = { clientId: form.get('client_id') ?? null, secret: form.get('client_secret') ?? null }
  if (header === null) return fromBody
  const basic = readBasic(header)
  if (!basic) throw invalidClient()
  if (fromBody.secret !== null || (fromBody.clientId !== null && fromBody.clientId !== basic.clientId))
    throw new OauthFailure('invalid_request', 'The client authenticates in one way only.')
  return basic
}

/** Id and secret are form-encoded before they are joined (RFC 6749, section 2.3.1). */
function readBasic(header: string): ClaimedClient | null {
  const encoded = /^basic +([A-Za-z0-9+/_-]+=*)$/i.exec(header.trim())?.[1]
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return null
  const [clientId, secret] = [decode(text.slice(0, colon)), decode(text.slice(colon + 1))]
  if (clientId === null || secret === null) return null
  return { clientId, secret: secret === '' ? null : secret }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}
