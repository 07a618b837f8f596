import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'

const url = (file: string) => pathToFileURL(path.join(import.meta.dirname, file)).href
const started: ChildProcess[] = []

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** A command that acquires two things, says `up`, and then runs `body`. */
function startCommand(body: string) {
  const script = `
    import { Lifetime } from ${JSON.stringify(url('lifetime.ts'))}
    const lifetime = new Lifetime()
    await lifetime.acquire(Promise.resolve('first'), (name) => console.log('released ' + name))
    await lifetime.acquire(Promise.resolve('second'), (name) => console.log('released ' + name))
    setInterval(() => {}, 1000)
    console.log('up')
    ${body}`
  return run(['--input-type=module', '-e', script])
}

function run(args: string[]) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  started.push(child)
  const output = text(child.stdout as NonNullable<typeof child.stdout>)
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>
  return { child, output, exit }
}

async function untilUp(child: ChildProcess): Promise<void> {
  if (child.stdout) await once(child.stdout, 'data')
}

const releases = 'up\nreleased second\nreleased first\n'

describe('a command', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends well with %s once it is ready', async (signal) => {
    const { child, output, exit } = startCommand('lifetime.markReady()')
    await untilUp(child)
    child.kill(signal)
    expect(await exit).toEqual([0, null])
    expect(await output).toBe(releases)
  })

  it('that is not ready yet ends as interrupted, and waits for what is being made', async () => {
    const { child, output, exit } = startCommand(`
      const madeLate = new Promise((resolve) => process.once('SIGTERM', () => setImmediate(resolve, 'third')))
      lifetime.acquire(madeLate, (name) => console.log('released ' + name))`)
    await untilUp(child)
    child.kill('SIGTERM')
    expect(await exit).toEqual([143, null])
    expect(await output).toBe('up\nreleased third\nreleased second\nreleased first\n')
  })

  it('ends when its parent closes the channel', async () => {
    const { child, output, exit } = startCommand('lifetime.markReady()')
    await untilUp(child)
    child.disconnect()
    expect(await exit).toEqual([0, null])
    expect(await output).toBe(releases)
  })

  it('takes a signal that arrives twice at once for one', async () => {
    const { child, output, exit } = startCommand('lifetime.markReady()')
    await untilUp(child)
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect(await exit).toEqual([0, null])
    expect(await output).toBe(releases)
  })

  it('releases what it has when something unforeseen is thrown, and fails', async () => {
    const { output, exit } = startCommand(`setImmediate(() => { throw new Error('unforeseen') })`)
    expect(await exit).toEqual([1, null])
    expect((await output).split('\n').filter((line) => line.startsWith('released'))).toHaveLength(2)
  })

  it('goes on after a rejection that nobody handled', async () => {
    const { child, output, exit } = startCommand(`
      lifetime.markReady()
      Promise.reject(new Error('unhandled'))`)
    await untilUp(child)
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    expect(await output).toContain('released first')
  })
})

describe('a child process', () => {
  /** Starts `args` below a process that is then killed, and resolves when the child has ended too. */
  async function orphan(args: string[]): Promise<void> {
    const script = `
      const child = require('node:child_process').spawn(process.execPath, ${JSON.stringify(args)}, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      child.on('error', console.error)`
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(parent)
    const lines = createInterface({ input: parent.stdout })
    await once(lines, 'line')
    parent.kill('SIGKILL')
    // the child has the other end of the pipe
    await once(lines, 'close')
  }

  it('of ours ends when its parent is killed', async () => {
    const script = `
      import { Lifetime } from ${JSON.stringify(url('lifetime.ts'))}
      new Lifetime()
      setInterval(() => {}, 1000)
      console.log('up')`
    await orphan(['--input-type=module', '-e', script])
  })

  it('of others ends with the preload when its parent is killed', async () => {
    await orphan([
      '--import',
      url('exit-with-parent.mjs'),
      '-e',
      `setInterval(() => {}, 1000); console.log('up')`,
    ])
  })
})
