import dgram from 'node:dgram'
import type { AddressInfo } from 'node:net'

const A = 1
const AAAA = 28
const RCODE = { 'no such name': 3, 'something broke': 2 } as const

/** What a name server says of a name: its addresses by family, one of its failures, or nothing, ever. */
export type NameAnswer =
  | { readonly v4?: readonly string[]; readonly v6?: readonly string[] | 'silence' }
  | keyof typeof RCODE
  | 'silence'

export interface NameServer {
  /** as `setServers` takes it */
  readonly address: string
  /** the names that were asked for, once for each question of an IPv4 address */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** A name server of this machine that knows these names (RFC 1035, section 4). */
export async function startNameServer(answerOf: (name: string) => NameAnswer): Promise<NameServer> {
  const socket = dgram.createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query)
    if (type === A) asked.push(name)
    const answer = answerOf(name)
    if (answer === 'silence' || (typeof answer === 'object' && type === AAAA && answer.v6 === 'silence'))
      return
    const records = typeof answer === 'string' ? [] : recordsOf(answer, type)
    const head = Buffer.from(query.subarray(0, end))
    head.writeUInt16BE(0x8180 | (typeof answer === 'string' ? RCODE[answer] : 0), 2)
    head.writeUInt16BE(records.length, 6)
    head.writeUInt32BE(0, 8)
    socket.send(Buffer.concat([head, ...records]), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    asked,
    close: () => new Promise((resolve) => socket.close(resolve)),
  }
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = 12
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size))
    at += 1 + size
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function recordsOf({ v4 = [], v6 = [] }: Exclude<NameAnswer, string>, type: number): Buffer[] {
  if (type === A) return v4.map((address) => recordOf(type, Buffer.from(address.split('.').map(Number))))
  if (v6 === 'silence') return []
  return v6.map((address) => recordOf(type, Buffer.from(address.replaceAll(':', ''), 'hex')))
}

/** Of the name in the question, good for a minute. */
function recordOf(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}
