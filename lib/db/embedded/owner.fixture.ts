// A process that starts (or adopts) a server, says so, and lives until it is told or killed.
import { startEmbeddedPostgres } from './start.ts'
import type { Tie } from './tie.ts'

const [dataDir = '', tie] = process.argv.slice(2)
const server = await startEmbeddedPostgres({ dataDir, ...(tie && { tie: tie as Tie }) })
process.send?.({ url: server.url, adopted: server.adopted })
process.on('message', async () => {
  await server.stop()
  process.disconnect()
})
