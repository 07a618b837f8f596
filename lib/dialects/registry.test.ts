import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { endpointFields } from '#lib/domain/endpoints/fields.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { eventGroup } from '#lib/domain/event-types/schema.ts'
import { adapterOf, profileOf, profiles } from './registry.ts'

const folder = path.dirname(fileURLToPath(import.meta.url))
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  .map((entry) => entry.name)

const catalogueOf = (profile: DialectProfile) =>
  profile.catalogue.kind === 'fixed' ? profile.catalogue.events : []

test('the folders are the dialects, standard first', () => {
  expect(profiles.map((profile) => profile.dialect).sort()).toEqual([...folders].sort())
  expect(profiles[0]?.dialect).toBe('standard')
})

test.each(['', 'Standard', '__proto__', 'constructor', 'toString', 'kit'])('%j is no dialect', (name) => {
  expect(profileOf(name)).toBeUndefined()
  expect(adapterOf(name)).toBeUndefined()
})

describe.each(profiles.map((profile) => [profile.dialect, profile] as const))('%s', (dialect, profile) => {
  const adapter = adapterOf(dialect)
  const events = catalogueOf(profile)

  test('is found by its name, profile and adapter alike', () => {
    expect(profileOf(dialect)).toBe(profile)
    expect(adapter?.profile).toBe(profile)
  })

  test('has a README that names every field of its wire', () => {
    const readme = readFileSync(path.join(folder, dialect, 'README.md'), 'utf8')
    const missing = endpointFields
      .map((field) => profile.fields[field]?.wire)
      .filter((wire) => typeof wire === 'string' && !readme.includes(`\`${wire}\``))
    expect(missing).toEqual([])
  })

  test('lists each event once, described, in a group', () => {
    expect(new Set(events.map((event) => event.type)).size).toBe(events.length)
    expect(events.filter((event) => !event.group || !event.description.endsWith('.'))).toEqual([])
  })

  test('groups its events by the first part of their names, where no categories are published', () => {
    if (dialect === 'storno') return expect(new Set(events.map((event) => event.group)).size).toBe(7)
    expect(events.filter((event) => event.group !== eventGroup(event.type))).toEqual([])
  })

  test('couples only fields that it has', () => {
    for (const group of profile.groups)
      expect(group.filter((field) => profile.fields[field] === null)).toEqual([])
  })

  test('sends the first attempt at once, and later ones later', () => {
    const [first, ...later] = profile.delivery.delaysMs
    expect(first).toBe(0)
    expect(later.every((delay) => delay > 0)).toBe(true)
  })

  test('masks a secret so that most of it stays hidden', () => {
    const secret = `whsec_${'0123456789abcdef'.repeat(4)}`
    const mask = profile.secret.mask(secret)
    expect(mask.replace(/^whsec_/, '').length).toBeGreaterThan(0)
    expect(secret.slice(6)).not.toContain(mask.replace(/^whsec_/, '').slice(0, 5))
  })

  test('has for every event a sample that is the same at each call, encodes, and carries no signature', () => {
    for (const { type } of events.length > 0 ? events : [{ type: 'invoice.paid' }]) {
      const delivery = adapter?.encodeDelivery(adapter.sampleMessage(type))
      expect(delivery).toEqual(adapter?.encodeDelivery(adapter.sampleMessage(type)))
      const text = delivery?.body ?? ''
      expect(text).toBe(text.trim())
      expect(text.includes(type) || dialect === 'composio', type).toBe(true)
      const names = Object.keys(delivery?.headers ?? {}).map((name) => name.toLowerCase())
      expect(names).toContain('content-type')
      expect(names).not.toContain(profile.delivery.signature.header.toLowerCase())
      expect(Object.keys(JSON.parse(text)).length).toBeGreaterThan(2)
    }
  })

  test('has a sample for a name that left the catalogue', () => {
    const delivery = adapter?.encodeDelivery(adapter.sampleMessage('gone.forever'))
    expect(() => JSON.parse(delivery?.body ?? '')).not.toThrow()
  })
})

test('a browser that loads the profiles loads no encoder, no sample and nothing of Node', () => {
  const seen = new Set<string>()
  const outside = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    const statements = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s([^;]*?)from '([^']+)'$/gm)
    for (const [, names, specifier = ''] of statements) {
      if (names?.startsWith('type ')) continue
      if (specifier.startsWith('.')) visit(path.resolve(path.dirname(file), specifier))
      else if (specifier.startsWith('#lib/'))
        visit(path.resolve(folder, '..', specifier.slice('#lib/'.length)))
      else outside.add(specifier)
    }
  }
  visit(path.join(folder, 'profile.ts'))
  const names = [...seen].map((file) => path.relative(folder, file)).sort()
  expect(names.filter((name) => /deliver|sample|adapter|^\.\./.test(name))).toEqual([])
  expect(names.filter((name) => name.endsWith('/profile.ts'))).toHaveLength(profiles.length)
  expect([...outside]).toEqual([])
  expect([...seen].every((file) => existsSync(file))).toBe(true)
})
