import http from 'node:http'
import path from 'node:path'
import next from 'next'

// The same router inside a Next app route, in production.
const app = next({ dev: false, dir: path.resolve(import.meta.dirname, '../next-route'), quiet: true })
const answer = app.getRequestHandler()
await app.prepare()
const server = http.createServer((request, response) => void answer(request, response))
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ ready: true }))
process.once('disconnect', () => process.exit(0))
