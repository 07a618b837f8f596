import http from 'node:http'

// Answers every POST with 200, except at /hang, and keeps how long each message was on its way. GET gives the times, and forgets them.
const now = () => performance.timeOrigin + performance.now()
let times: number[] = []
let count = 0

const server = http.createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ count, times }))
    times = []
    count = 0
    return
  }
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk))
  request.on('end', () => {
    if (request.url === '/hang') return
    count += 1
    const sentAt = /"at":([\d.]+)/.exec(body)?.[1]
    if (sentAt) times.push(now() - Number(sentAt))
    response.writeHead(200, { 'content-length': 2 }).end('ok')
  })
})
server.keepAliveTimeout = 60_000
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ ready: true }))
process.once('disconnect', () => process.exit(0))
