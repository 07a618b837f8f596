import { withClient, withDatabase } from './migration-adapter.mjs'

/** SQLSTATE → the code that the CLI knows; anything else means that the server was not reached. */
const ERROR_CODES = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000', 42501: 'P1010' }
const UNREACHABLE = 'P1001'

/**
 * One of the commands that are about a whole database. Results are log lines on stderr, as the CLI expects them.
 * @param {string | undefined} name
 * @param {string} url
 * @returns {Promise<number>} the exit code
 */
export async function runDatabaseCommand(name, url) {
  log('INFO', { message: 'Starting schema engine CLI' })
  const database = decodeURIComponent(new URL(url).pathname.slice(1)) || 'postgres'
  const quoted = `"${database.replaceAll('"', '""')}"`
  const onServer = (sql) => withClient(withDatabase(url, 'postgres'), (client) => client.query(sql))
  try {
    if (name === 'can-connect-to-database') await withClient(url, async () => {})
    else if (name === 'create-database') await onServer(`CREATE DATABASE ${quoted}`)
    else if (name === 'drop-database') {
      await onServer(`DROP DATABASE ${quoted} WITH (FORCE)`)
      log('INFO', { message: 'The database was successfully dropped.' })
    } else throw new Error(`There is no command ${name}.`)
    return 0
  } catch (error) {
    const code = ERROR_CODES[error.code] ?? UNREACHABLE
    log('ERROR', { is_panic: false, error_code: code, message: error.message || String(error.code) })
    return 1
  }
}

function log(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
