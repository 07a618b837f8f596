import net, { type AddressInfo, type Socket } from 'node:net'

export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  /** headers and body, as they came */
  readonly text: string
  /** what AUTH PLAIN gave, decoded; null when nobody authenticated */
  readonly credentials: string | null
}

/** A real SMTP server in this process, as far as a client that sends needs one (RFC 5321, RFC 4954). */
export interface SmtpServer {
  readonly port: number
  /** all that was taken, in order */
  readonly mails: readonly TakenMail[]
  /** Resolves when so many mails were taken. */
  taken(count: number): Promise<readonly TakenMail[]>
  /** What it answers to `MAIL FROM`, once each; then it takes what comes. */
  refuse(...replies: readonly string[]): void
  /** From now on no credentials are right. */
  refuseLogin(): void
  close(): Promise<void>
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: TakenMail[] = []
  const refusals: string[] = []
  let isLoginRefused = false
  const sockets = new Set<Socket>()
  const watchers = new Set<() => void>()

  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    serve(socket, { refusal: () => refusals.shift(), isLoginRefused: () => isLoginRefused }, (mail) => {
      mails.push(mail)
      for (const watch of watchers) watch()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    taken: (count) =>
      new Promise((resolve) => {
        const watch = () => {
          if (mails.length < count) return
          watchers.delete(watch)
          resolve(mails)
        }
        watchers.add(watch)
        watch()
      }),
    refuse: (...replies) => void refusals.push(...replies),
    refuseLogin: () => {
      isLoginRefused = true
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface Manners {
  readonly refusal: () => string | undefined
  readonly isLoginRefused: () => boolean
}

function serve(socket: Socket, { refusal, isLoginRefused }: Manners, take: (mail: TakenMail) => void): void {
  let credentials: string | null = null
  let from = ''
  let to: string[] = []
  let buffer = ''
  let isData = false
  const say = (line: string) => socket.write(`${line}\r\n`)

  function command(line: string): void {
    const [, verb = ''] = /^([A-Za-z]+)/.exec(line) ?? []
    const [, address = ''] = /<([^>]*)>/.exec(line) ?? []
    switch (verb.toUpperCase()) {
      case 'EHLO':
        socket.write('250-test\r\n')
        return void say('250 AUTH PLAIN')
      case 'AUTH':
        credentials = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString('utf8')
        return void say(isLoginRefused() ? '535 who are you' : '235 welcome')
      case 'MAIL':
        from = address
        to = []
        return void say(refusal() ?? '250 ok')
      case 'RCPT':
        to.push(address)
        return void say('250 ok')
      case 'DATA':
        isData = true
        return void say('354 go on')
      case 'QUIT':
        say('221 bye')
        return void socket.end()
      default:
        return void say('250 ok')
    }
  }

  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    buffer += chunk
    for (;;) {
      const end = buffer.indexOf(isData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const part = buffer.slice(0, end)
      buffer = buffer.slice(end + (isData ? 5 : 2))
      if (isData) {
        isData = false
        take({ from, to, text: part.replaceAll(/^\.\./gm, '.'), credentials })
        say('250 taken')
      } else command(part)
    }
  })
  say('220 test')
}
