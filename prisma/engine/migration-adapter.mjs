import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/**
 * The driver adapter for migrations, with three faults of version 7.10 worked around:
 * a shadow database that would be the main one, scripts cut at each semicolon, and the type "char".
 */
export class MigrationAdapterFactory extends PrismaPg {
  #url
  #shadowUrl

  /** @param {{ url: string, shadowDatabaseUrl?: string }} datasource */
  constructor({ url, shadowDatabaseUrl }) {
    super(poolConfig(url), schemaOption(url))
    this.#url = url
    this.#shadowUrl = shadowDatabaseUrl
  }

  async connect() {
    return forMigrations(await super.connect())
  }

  /** An empty database: the configured one after it was emptied, else a new one that is dropped afterwards. */
  async connectToShadowDb() {
    if (this.#shadowUrl) {
      await withClient(this.#shadowUrl, async (client) => {
        await client.query('DROP SCHEMA IF EXISTS public CASCADE')
        await client.query('CREATE SCHEMA public')
      })
      return forMigrations(await adapterFor(this.#shadowUrl))
    }
    const name = `prisma_migrate_shadow_db_${randomUUID()}`
    await withClient(this.#url, (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE template0`))
    const adapter = forMigrations(await adapterFor(withDatabase(this.#url, name)))
    const dispose = adapter.dispose.bind(adapter)
    let disposed = false
    adapter.dispose = async () => {
      if (disposed) return
      disposed = true
      await dispose()
      await withClient(this.#url, (client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`))
    }
    return adapter
  }
}

/** The same server and options, another database. @param {string} url @param {string} database */
export function withDatabase(url, database) {
  const parsed = new URL(url)
  parsed.pathname = `/${encodeURIComponent(database)}`
  return parsed.href
}

/** @template T @param {string} url @param {(client: pg.Client) => Promise<T>} use */
export async function withClient(url, use) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

function adapterFor(url) {
  return new PrismaPg(poolConfig(url), schemaOption(url)).connect()
}

function poolConfig(url) {
  // one session, so that the advisory lock and the search path hold for the whole run
  return { connectionString: url, max: 1 }
}

function schemaOption(url) {
  const schema = new URL(url).searchParams.get('schema')
  return schema ? { schema } : {}
}

function forMigrations(adapter) {
  mapInternalChar(adapter)
  // The adapter cuts a script at each semicolon, also inside functions and literals. PostgreSQL's simple protocol
  // takes it whole, in one implicit transaction, which is what the native engine does.
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  return adapter
}

const OID_CHAR = 18
const OID_TEXT = 25

/** The engine reads catalogue columns of the type "char", which the adapter refuses. */
function mapInternalChar(queryable) {
  const performIO = queryable.performIO.bind(queryable)
  const queryRaw = queryable.queryRaw.bind(queryable)
  const startTransaction = queryable.startTransaction?.bind(queryable)
  let charColumns = []
  queryable.performIO = async (query) => {
    const result = await performIO(query)
    charColumns = []
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== OID_CHAR) continue
      field.dataTypeID = OID_TEXT
      charColumns.push(index)
    }
    return result
  }
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  if (startTransaction) {
    queryable.startTransaction = async (...options) => mapInternalChar(await startTransaction(...options))
  }
  return queryable
}
