import { env } from '#lib/env.ts'
import { apiMounts, createServer } from '../../server.ts'

// The APIs as server.ts serves them, without pages.
const server = createServer({
  pages: async (_request, response) => void response.writeHead(404).end(),
  apis: apiMounts(),
  trustedProxies: 0,
  isHttps: false,
})
server.listen(env().PORT, '127.0.0.1', () => process.send?.({ ready: true }))
process.once('disconnect', () => process.exit(0))
