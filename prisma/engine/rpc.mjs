import { readFileSync } from 'node:fs'
import readline from 'node:readline'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { MigrationAdapterFactory } from './migration-adapter.mjs'
import { loadSchemaEngine } from './wasm.mjs'

/** The CLI's own code for a failed call. */
const ENGINE_ERROR = 4466
/** `generate` and a plain `diff` need no database, and then get no address of one. */
const NOWHERE = 'postgresql://localhost/none'

/**
 * Answers one JSON-RPC request a line, one after another, until stdin ends.
 * @param {{ datamodels: string[], url?: string, shadowDatabaseUrl?: string }} options
 */
export async function serve({ datamodels, url = NOWHERE, shadowDatabaseUrl }) {
  let engine
  const getEngine = () => {
    engine ??= loadSchemaEngine().new(
      {
        datamodels: datamodels.length
          ? datamodels.map((file) => [file, readFileSync(file, 'utf8')])
          : undefined,
      },
      () => {},
      bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory({ url, shadowDatabaseUrl })),
    )
    return engine
  }
  process.on('SIGTERM', () => process.exit(0))
  for await (const line of readline.createInterface({
    input: process.stdin,
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (!line.trim()) continue
    const request = JSON.parse(line)
    // an answer to one of our own `print` calls
    if (!request.method) continue
    try {
      send({ id: request.id, result: await call(await getEngine(), request.method, request.params) })
    } catch (error) {
      const data = {
        is_panic: false,
        message: error?.message ?? String(error),
        error_code: error?.code,
        meta: error?.meta,
      }
      send({
        id: request.id,
        error: { code: ENGINE_ERROR, message: 'An error happened. Check the data field for details.', data },
      })
    }
  }
  // connections that are still open must not keep the process
  process.exit(0)
}

let printId = 1_000_000

async function call(engine, method, params) {
  if (method === 'getDatabaseVersion') return engine.version()
  if (method === 'diff') {
    const { stdout, exitCode } = await engine.diff(params)
    if (stdout) send({ id: printId++, method: 'print', params: { content: stdout } })
    return { exitCode }
  }
  if (method === 'evaluateDataLoss') {
    // This engine replays the migrations in a shadow database only while it diagnoses, and remembers the outcome by
    // the list of migrations. When some were applied since, it would have nothing to compare with.
    const { migrationsList, filters } = params
    await engine.devDiagnostic({ migrationsList, filters })
  }
  return (await engine[method](params)) ?? null
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}
