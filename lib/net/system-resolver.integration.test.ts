import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { type NameAnswer, startNameServer } from './name-server.fixture.ts'
import { isSendError } from './send-error.ts'
import { makeSender } from './send-request.ts'
import { makeSystemResolver } from './system-resolver.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const known: Readonly<Record<string, NameAnswer>> = {
  'healthy.test': { v4: ['203.0.113.1', '203.0.113.2'], v6: ['2001:0db8:0000:0000:0000:0000:0000:0001'] },
  'four.test': { v4: ['203.0.113.4'] },
  'six.test': { v6: ['2001:0db8:0000:0000:0000:0000:0000:0006'] },
  'half.test': { v4: ['203.0.113.5'], v6: 'silence' },
  'under_score.test': { v4: ['203.0.113.6'] },
  'broken.test': 'something broke',
  receiver: { v4: ['10.1.0.1'] },
  'receiver.team': { v4: ['203.0.113.7'] },
  'receiver.team.svc.test': { v4: ['10.1.0.2'] },
  'receiver.broken': 'something broke',
}

const four = (address: string) => ({ address, family: 4 })
const six = (address: string) => ({ address, family: 6 })

interface Scene {
  readonly hosts?: string
  readonly resolv?: string
  /** where a test waits for it; otherwise nobody loses patience before the test does */
  readonly patienceMs?: number
}

async function scene({ hosts = '', resolv = '', patienceMs = 60_000 }: Scene = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-names-'))
  closers.push(() => rmSync(folder, { recursive: true }))
  const hostsFile = path.join(folder, 'hosts')
  const resolvFile = path.join(folder, 'resolv.conf')
  writeFileSync(hostsFile, hosts)
  writeFileSync(resolvFile, resolv)
  const server = await startNameServer((name) =>
    name.startsWith('dead') ? 'silence' : (known[name] ?? 'no such name'),
  )
  closers.push(server.close)
  const patience = { timeout: patienceMs, tries: 1 }
  const find = makeSystemResolver({ hostsFile, resolvFile, servers: [server.address], patience })
  return { find, asked: server.asked, hostsFile }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'found',
    (error: { code?: unknown }) => error.code,
  )

describe('a name server', () => {
  it.each([
    ['healthy.test', [four('203.0.113.1'), four('203.0.113.2'), six('2001:db8::1')]],
    ['HEALTHY.test.', [four('203.0.113.1'), four('203.0.113.2'), six('2001:db8::1')]],
    ['four.test', [four('203.0.113.4')]],
    ['six.test', [six('2001:db8::6')]],
    ['under_score.test', [four('203.0.113.6')]],
  ])('is asked for %s', async (name, addresses) => {
    expect(await (await scene()).find(name)).toEqual(addresses)
  })

  it('that says nothing of one family is believed about the other', async () => {
    expect(await (await scene({ patienceMs: 50 })).find('half.test')).toEqual([four('203.0.113.5')])
  })

  it.each([
    ['nobody.test', 'ENOTFOUND'],
    ['broken.test', 'ESERVFAIL'],
    ['dead.test', 'ETIMEOUT'],
  ])('has no address for %s: %s', async (name, code) => {
    expect(await codeOf((await scene({ patienceMs: 50 })).find(name))).toBe(code)
  })

  it('that is silent about many names answers for others meanwhile', async () => {
    const { find, asked } = await scene()
    for (let n = 0; n < 100; n++) void find(`dead${n}.test`).catch(() => {})
    await expect.poll(() => asked.length).toBe(100)
    expect(await find('four.test')).toEqual([four('203.0.113.4')])
    expect(asked.length).toBe(101)
  })

  it('is asked once while it thinks, for all who want the name, and anew after that', async () => {
    const { find, asked } = await scene()
    const found = await Promise.all([find('four.test'), find('four.test'), find('four.test')])
    expect(found).toEqual(Array(3).fill([four('203.0.113.4')]))
    expect(asked).toEqual(['four.test'])
    await find('four.test')
    expect(asked).toEqual(['four.test', 'four.test'])
    await codeOf(find('nobody.test'))
    await codeOf(find('nobody.test'))
    expect(asked.slice(2)).toEqual(['nobody.test', 'nobody.test'])
  })

  it('decides what an attempt says', async () => {
    const { find } = await scene({ patienceMs: 50 })
    const { send, close } = makeSender({ resolver: find })
    closers.push(close)
    const said = async (name: string) => {
      const request = { method: 'POST', headers: {}, body: '', timeoutMs: 10_000, verifyTls: true }
      const error: unknown = await send({ ...request, url: `http://${name}/` }).catch((e: unknown) => e)
      return isSendError(error) ? [error.code, error.message] : error
    }
    expect(await said('nobody.test')).toEqual(['dns', 'The name nobody.test does not exist.'])
    expect(await said('dead.test')).toEqual(['dns', 'The name dead.test could not be looked up.'])
    expect(await said('receiver')).toEqual(['blocked', expect.any(String)])
  })
})

describe('the hosts file', () => {
  const hosts = `
    127.0.0.1 localhost
    10.2.0.1  four.test Receiver.Internal db # not.this
    fd00::1   receiver.internal
    #10.2.0.9 receiver.internal
    fe80::1%lo0 receiver.internal
    nonsense  receiver.internal
    10.2.0.1  db`

  it.each([
    ['receiver.internal', [four('10.2.0.1'), six('fd00::1')]],
    ['RECEIVER.internal.', [four('10.2.0.1'), six('fd00::1')]],
    ['db', [four('10.2.0.1')]],
    ['four.test', [four('10.2.0.1')]],
    ['localhost', [four('127.0.0.1')]],
  ])('has %s, and nobody is asked', async (name, addresses) => {
    const { find, asked } = await scene({ hosts })
    expect(await find(name)).toEqual(addresses)
    expect(asked).toEqual([])
  })

  it('is read again when it has changed, and may be gone', async () => {
    const { find, hostsFile } = await scene({ hosts })
    writeFileSync(hostsFile, '10.2.0.22 four.test')
    expect(await find('four.test')).toEqual([four('10.2.0.22')])
    rmSync(hostsFile)
    expect(await find('four.test')).toEqual([four('203.0.113.4')])
  })

  it.each(['localhost', 'LOCALHOST.', 'team.localhost'])('is not needed for %s', async (name) => {
    const { find, asked } = await scene()
    expect(await find(name)).toEqual([four('127.0.0.1'), six('::1')])
    expect(asked).toEqual([])
  })
})

describe('the search list', () => {
  it.each([
    // a name without dots, as containers have them
    ['', 'receiver', '10.1.0.1', ['receiver']],
    ['options ndots:0\nsearch team.svc.test', 'receiver', '10.1.0.1', ['receiver']],
    ['search team.svc.test', 'receiver', '10.1.0.2', ['receiver.team.svc.test']],
    ['domain Team.svc.test.', 'receiver', '10.1.0.2', ['receiver.team.svc.test']],
    ['search team.svc.test', 'receiver.', '10.1.0.1', ['receiver']],
    // a service of a cluster, whose name somebody on the internet has, too
    [
      'search a.test svc.test\noptions timeout:1 ndots:5',
      'receiver.team',
      '10.1.0.2',
      ['receiver.team.a.test', 'receiver.team.svc.test'],
    ],
    ['search svc.test', 'receiver.team', '203.0.113.7', ['receiver.team']],
    ['search broken nowhere', 'receiver', '10.1.0.1', ['receiver.broken', 'receiver.nowhere', 'receiver']],
  ])('%j finds %s', async (resolv, name, address, names) => {
    const { find, asked } = await scene({ resolv })
    expect(await find(name)).toEqual([four(address)])
    expect(asked).toEqual(names)
  })

  it('ends where nobody answers, and where nobody has the name', async () => {
    const { find, asked } = await scene({ resolv: 'search silent.test svc.test', patienceMs: 50 })
    expect(await codeOf(find('dead'))).toBe('ETIMEOUT')
    expect(asked).toEqual(['dead.silent.test'])
    expect(await codeOf(find('nobody.test'))).toBe('ENOTFOUND')
    expect(asked.slice(1)).toEqual(['nobody.test', 'nobody.test.silent.test', 'nobody.test.svc.test'])
  })
})

it('asks without the threads that files and passwords need', async () => {
  // the only one is in the middle of something that does not end
  const program = `
    import { execFileSync } from 'node:child_process'
    import fs from 'node:fs'
    import http from 'node:http'
    import os from 'node:os'
    import { makeSender } from ${JSON.stringify(path.join(import.meta.dirname, 'send-request.ts'))}
    import { parseAllowList } from ${JSON.stringify(path.join(import.meta.dirname, 'address-policy.ts'))}
    const server = http.createServer((request, response) => response.end('reached'))
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    const pipe = fs.mkdtempSync(os.tmpdir() + '/patchbay-') + '/pipe'
    execFileSync('mkfifo', [pipe])
    fs.open(pipe, 'r', () => {})
    const url = 'http://localhost:' + server.address().port
    const request = { url, method: 'POST', headers: {}, body: '', timeoutMs: 5_000, verifyTls: true }
    const answer = await makeSender({ allowed: parseAllowList('127.0.0.0/8,::1') }).send(request).catch((error) => error)
    fs.rmSync(pipe)
    // the end by itself would wait for the thread
    process.stdout.write(answer.body ?? answer.message, () => process.kill(process.pid, 'SIGKILL'))
  `
  const node = ['UV_THREADPOOL_SIZE=1', process.execPath, '--input-type=module', '-e', program]
  const child = spawn('env', node, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect(said).toBe('reached')
})
