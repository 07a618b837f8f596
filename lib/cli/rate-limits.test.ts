import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { limitNames } from '#lib/dialects/doors.ts'
import { EnvError, publishEnv } from '#lib/env.ts'
import { serve } from '../../server.ts'
import { refuseUnknownLimits } from './rate-limits.ts'

afterEach(() => publishEnv({ PATCHBAY_RATE_LIMITS: '' }))

test('the names of all limits are known', () => {
  expect(() => refuseUnknownLimits(limitNames, limitNames)).not.toThrow()
  expect(new Set(limitNames).size).toBe(limitNames.length)
})

test('a name that no limit has keeps the server from starting, and the names are told', async () => {
  publishEnv({ PATCHBAY_RATE_LIMITS: 'composio=10/60,storno=10/60,vendaze.ptach=10/60' })
  const lifetime = { acquire: () => expect.unreachable('Nothing is begun.') }
  const refused = serve(lifetime, { dev: false })
  await expect(refused).rejects.toThrow(EnvError)
  await expect(refused).rejects.toThrow(
    `PATCHBAY_RATE_LIMITS names limits that there are not: storno, vendaze.ptach. There are ${limitNames.join(', ')}.`,
  )
})

test('docs/deploying.md tells of each', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/deploying.md'), 'utf8')
  const missing = limitNames.filter((name) => !text.includes(`\`${name}\``))
  expect(missing).toEqual([])
})

test('.env.example has the same names', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8')
  const [, listed = ''] = /name=requests\/seconds: ([^(]+) \(/.exec(text.replaceAll('\n# ', ' ')) ?? []
  expect(listed.split(', ').toSorted()).toEqual(limitNames.toSorted())
})
