import pg from 'pg'

const CONNECT_TIMEOUT_MS = 10_000

/**
 * A connection of its own, outside the pool; the caller ends it.
 * @throws Error (one sentence, without the password) when the database cannot be reached or refuses us.
 */
export async function connectClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'patchbay',
  })
  // a connection that breaks fails its query; nobody else is told
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (cause) {
    throw new Error(sentenceFor(cause, url), { cause })
  }
}

/** Host, port and database of a URL, for messages; never the password. */
function describeDatabase(url: string): string {
  const parsed = new URL(url)
  const host = parsed.searchParams.get('host') ?? `${parsed.hostname}:${parsed.port || 5432}`
  return `${host}/${decodeURIComponent(parsed.pathname.slice(1)) || 'postgres'}`
}

function sentenceFor(error: unknown, url: string): string {
  const where = describeDatabase(url)
  const code = codeIn(error)
  switch (code) {
    case '28P01':
    case '28000':
      return `The database at ${where} refuses the user or password in DATABASE_URL.`
    case '3D000':
      return `There is no such database at ${where}: create it, or correct DATABASE_URL.`
    case '42501':
      return `The user in DATABASE_URL may not connect to ${where}.`
    case '53300':
      return `The database at ${where} has no free connection left.`
    default: {
      const reason = code ?? (error instanceof Error ? error.message : String(error))
      return `Cannot reach the database at ${where} (${reason}): check DATABASE_URL and that the server runs.`
    }
  }
}

function codeIn(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeIn(error.errors[0])
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
