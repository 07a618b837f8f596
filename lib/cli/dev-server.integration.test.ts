import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DevServer } from './dev-server.ts'

let root: string
let server: DevServer
let starts: number

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'patchbay-dev-')))
  mkdirSync(path.join(root, 'lib', 'cli'), { recursive: true })
  copyFileSync(
    path.join(import.meta.dirname, 'report-modules.ts'),
    path.join(root, 'lib', 'cli', 'report-modules.ts'),
  )
  save('package.json', '{ "type": "module" }')
  save('lib/used.ts', 'export const value: number = 1')
  save('lib/unused.ts', 'export const value = 1')
  save(
    'server.ts',
    `import { value } from './lib/used.ts'
     process.on('SIGTERM', () => process.exit(0))
     process.on('disconnect', () => process.exit(0))
     process.send?.({ ready: true, value })`,
  )
  starts = 0
  server = new DevServer(root, () => starts++)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

afterEach(async () => {
  await server.stop()
  vi.restoreAllMocks()
  rmSync(root, { recursive: true, force: true })
})

function save(file: string, content: string): void {
  writeFileSync(path.join(root, file), content)
}

/** As editors do that keep the old file until the new one is complete. */
function replace(file: string, content: string): void {
  save(`${file}.tmp`, content)
  renameSync(path.join(root, `${file}.tmp`), path.join(root, file))
}

async function untilStarts(count: number): Promise<void> {
  await vi.waitFor(() => expect(starts).toBe(count), { timeout: 20_000, interval: 20 })
}

it('starts anew with each change of what it has loaded, also when files are replaced', async () => {
  server.start()
  await untilStarts(1)
  save('lib/used.ts', 'export const value: number = 2')
  await untilStarts(2)
  replace('lib/used.ts', 'export const value: number = 3')
  await untilStarts(3)
  replace('lib/used.ts', 'export const value: number = 4')
  await untilStarts(4)
})

it('leaves the server alone when something else changes', async () => {
  server.start()
  await untilStarts(1)
  save('lib/unused.ts', 'export const value = 2')
  save('lib/new.ts', 'export const value = 2')
  // a change that counts comes after those, and is the only one that is seen
  save('lib/used.ts', 'export const value: number = 2')
  await untilStarts(2)
})

it('starts again after code that could not start, once it is mended', async () => {
  server.start()
  await untilStarts(1)
  save('lib/used.ts', 'this is not (')
  await vi.waitFor(
    () =>
      expect(process.stdout.write).toHaveBeenCalledWith(
        expect.stringContaining('The server ended with code 1'),
      ),
    { timeout: 20_000, interval: 20 },
  )
  save('lib/used.ts', 'export const value: number = 5')
  await untilStarts(2)
})
