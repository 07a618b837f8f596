import net, { type AddressInfo } from 'node:net'

const misdeeds = {
  'closes the connection at once': (socket: net.Socket) => socket.destroy(),
  'speaks another protocol': (socket: net.Socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'),
  'breaks its chunks': (socket: net.Socket) =>
    socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n'),
  'ends in the middle of its answer': (socket: net.Socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhello'),
  'never ends its answer': (socket: net.Socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`
    const go = () => {
      while (socket.writable && socket.write(chunk)) {
        // as fast as it takes it
      }
    }
    socket.on('drain', go)
    go()
  },
} as const

export interface RawReceiver {
  readonly port: number
  /** resolves when the other side closed a connection */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/** A receiver below HTTP, which does its misdeed when something comes. */
export async function startRawReceiver(how: keyof typeof misdeeds): Promise<RawReceiver> {
  const sockets = new Set<net.Socket>()
  const { promise: closed, resolve: onClosed } = Promise.withResolvers<void>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => onClosed())
    socket.once('data', () => misdeeds[how](socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    closed,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
