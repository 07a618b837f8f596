import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

// the vendor's engine has to be downloaded; this one comes with the lock file
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= here('./prisma/engine/schema-engine.mjs')
process.env.CHECKPOINT_DISABLE ??= '1'
process.env.PRISMA_HIDE_UPDATE_MESSAGE ??= '1'

export default defineConfig({
  schema: here('./prisma/schema.prisma'),
  migrations: { path: here('./prisma/migrations') },
  datasource: await findDatasource(),
})

/** DATABASE_URL, else Patchbay's own PostgreSQL, for the commands that talk to a database and as long as they run. */
async function findDatasource(): Promise<{ url?: string; shadowDatabaseUrl?: string }> {
  const { DATABASE_URL: url, SHADOW_DATABASE_URL: shadowDatabaseUrl } = process.env
  if (url) return { url, ...(shadowDatabaseUrl && { shadowDatabaseUrl }) }
  if (!process.argv.some((argument) => ['migrate', 'db', 'studio'].includes(argument))) return {}
  if (!process.features.typescript) {
    throw new Error('Without DATABASE_URL this needs Node 24: put it first on PATH, or set DATABASE_URL.')
  }
  const { startEmbeddedPostgres } = await import('./lib/db/embedded/start.ts')
  const server = await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR || here('./.data') })
  return { url: server.url }
}
