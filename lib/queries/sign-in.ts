import { ActionError } from './run-action.ts'

/**
 * Signs this browser in through next-auth's own door, with its CSRF token. Throws an `ActionError` with words to
 * show: the same for an unknown address and a wrong password.
 */
export async function signIn(credentials: {
  readonly email: string
  readonly password: string
}): Promise<void> {
  const answer = await post('/api/auth/callback/credentials', credentials)
  const query = new URL(answer.url, location.href).searchParams
  const error = query.get('error') ?? (query.has('csrf') ? 'csrf' : null)
  if (error !== null) throw refusal(error)
}

/** Signs this browser out. */
export async function signOut(): Promise<void> {
  await post('/api/auth/signout', {})
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<{ url: string }> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
    const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: '/', json: 'true' })
    const response = await fetch(path, { method: 'POST', body })
    return (await response.json()) as { url: string }
  } catch {
    throw failure('offline', 'The server did not answer. Check the connection and try again.')
  }
}

function refusal(error: string): ActionError {
  if (error === 'CredentialsSignin')
    return failure('unauthenticated', 'The email or the password is not right.')
  const minutes = /^TooManyAttempts:(\d+)$/.exec(error)?.[1]
  if (minutes === undefined)
    return failure('unavailable', 'Signing in does not work at the moment. Try again soon.')
  const wait = minutes === '1' ? '1 minute' : `${minutes} minutes`
  return failure('rate_limited', `Too many attempts. Try again in ${wait}.`)
}

function failure(code: ActionError['code'], message: string): ActionError {
  return new ActionError({ code, message, issues: [], conflicts: [], retryAfterMs: null, requestId: null })
}
