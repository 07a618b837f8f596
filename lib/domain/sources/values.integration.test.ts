import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam, type TestContext, type TestTeam } from '#lib/testing/factories.ts'
import { makeSource, sourceSecret } from '#lib/testing/sources.ts'
import { REDACTED } from '../audit/redact.ts'
import { sourceData } from './data.ts'
import { getSource } from './get.ts'
import { patchSource } from './patch.ts'
import { replaceSource } from './replace.ts'
import { revealSourceValue } from './reveal-secret-value.ts'

useDatabase()

let team: TestTeam
let admin: TestContext
let developer: TestContext
beforeEach(async () => {
  team = await makeTeam()
  admin = await team.as('admin')
  developer = await team.as('developer')
})

const changes = (id: string) => db().change.findMany({ where: { entityId: id }, orderBy: { id: 'asc' } })
const issuesOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error) => error.issues,
  )

describe('patching', () => {
  test('sets what it names and keeps the rest, required or not', async () => {
    const source = await makeSource(admin, 'slack')
    const [secret, token] = [sourceSecret(), sourceSecret()]
    const first = await patchSource(admin, source.publicId, { webhook_signing_secret: secret })
    expect(first.source.values).toMatchObject([
      { name: 'webhook_signing_secret', shown: `${secret.slice(0, 4)}...` },
    ])
    await patchSource(admin, { publicId: source.publicId }, { app_token: token })
    expect(await revealSourceValue(admin, source.id, 'webhook_signing_secret')).toBe(secret)
    expect(await revealSourceValue(admin, source.id, 'app_token')).toBe(token)
    expect((await getSource(admin, source.id)).version).toBe(3)
  })

  test('is recorded without a character of the value', async () => {
    const source = await makeSource(admin, 'slack')
    const secret = sourceSecret()
    await patchSource(admin, source.id, { webhook_signing_secret: secret })
    const [, change] = await changes(source.id)
    expect(change).toMatchObject({
      action: 'source.updated',
      version: 2,
      fields: [
        { field: 'data', key: 'webhook_signing_secret', before: null, after: REDACTED, redacted: true },
      ],
    })
    expect(JSON.stringify(change)).not.toContain(secret.slice(0, 4))
    const [row] = await db().sourceValue.findMany({ where: { sourceId: source.id } })
    expect(Buffer.from(row?.sealed ?? []).includes(secret)).toBe(false)
  })

  test('in the open is recorded with its values, for fields that are no secret', async () => {
    const source = await makeSource(admin, 'generic')
    const { change } = await patchSource(developer, source.id, { signature_header: 'X-Sig' })
    expect(change?.fields).toEqual([{ field: 'data', key: 'signature_header', before: null, after: 'X-Sig' }])
    expect(await sourceData(developer, await getSource(developer, source.id))).toEqual({
      signature_header: 'X-Sig',
    })
  })

  test('with nothing, or with what stands already, changes nothing', async () => {
    const source = await makeSource(admin, 'slack')
    const secret = sourceSecret()
    expect((await patchSource(admin, source.id, {})).change).toBeNull()
    const { source: before } = await patchSource(admin, source.id, { webhook_signing_secret: secret })
    for (const data of [
      {},
      { webhook_signing_secret: secret },
      { webhook_signing_secret: before.values[0]?.shown },
    ])
      expect((await patchSource(admin, source.id, data)).change).toBeNull()
    expect(await getSource(admin, source.id)).toEqual(before)
    expect(await revealSourceValue(admin, source.id, 'webhook_signing_secret')).toBe(secret)
  })

  test('with a mask that was read before somebody else’s change does not destroy the secret', async () => {
    const source = await makeSource(admin, 'slack')
    const secret = sourceSecret()
    await patchSource(admin, source.id, { webhook_signing_secret: secret })
    for (const mask of ['olds...', '...'])
      expect(await issuesOf(patchSource(admin, source.id, { webhook_signing_secret: mask }))).toMatchObject([
        { path: ['data', 'webhook_signing_secret'], code: 'bad_format' },
      ])
    expect(await revealSourceValue(admin, source.id, 'webhook_signing_secret')).toBe(secret)
  })

  test.each([
    [undefined, ['data'], 'required'],
    [null, ['data'], 'null'],
    [[], ['data'], 'wrong_type'],
    ['text', ['data'], 'wrong_type'],
    [{ webhook_signing_secret: null }, ['data', 'webhook_signing_secret'], 'null'],
    [{ webhook_signing_secret: 7 }, ['data', 'webhook_signing_secret'], 'wrong_type'],
    [{ webhook_signing_secret: {} }, ['data', 'webhook_signing_secret'], 'wrong_type'],
    [{ webhook_signing_secret: '' }, ['data', 'webhook_signing_secret'], 'blank'],
    [{ webhook_signing_secret: ' \n' }, ['data', 'webhook_signing_secret'], 'blank'],
    [{ webhook_signing_secret: 'a'.repeat(4097) }, ['data', 'webhook_signing_secret'], 'too_long'],
    [{ webhook_signing_secret: 'secret \ud800' }, ['data', 'webhook_signing_secret'], 'bad_format'],
    [{ bot_token: 'xoxb-1' }, ['data', 'bot_token'], 'unknown_field'],
    [{ constructor: 'x' }, ['data', 'constructor'], 'unknown_field'],
    [JSON.parse('{"__proto__":"x"}'), ['data', '__proto__'], 'unknown_field'],
  ])('with %j is refused and stores nothing of it', async (data, path, code) => {
    const source = await makeSource(admin, 'slack')
    const whole =
      data && typeof data === 'object' && !Array.isArray(data) ? { app_token: sourceSecret(), ...data } : data
    expect(await issuesOf(patchSource(admin, source.id, whole))).toMatchObject([{ path, code }])
    expect(await getSource(admin, source.id)).toEqual(source)
    expect(await changes(source.id)).toHaveLength(1)
  })

  test('names every rule that is broken', async () => {
    const source = await makeSource(admin, 'generic')
    const data = { signature_header: 'X Sig', signature_encoding: 'base32', other: 'x' }
    expect(await issuesOf(patchSource(admin, source.id, data))).toMatchObject([
      { path: ['data', 'signature_header'], code: 'bad_format' },
      { path: ['data', 'signature_encoding'], code: 'not_a_choice' },
      { path: ['data', 'other'], code: 'unknown_field' },
    ])
  })

  test('with an empty text clears an optional field', async () => {
    const source = await makeSource(admin, 'generic')
    await patchSource(admin, source.id, { signature_prefix: 'sha256=' })
    const { source: after, change } = await patchSource(admin, source.id, { signature_prefix: '' })
    expect(after.values).toEqual([])
    expect(change?.fields).toMatchObject([{ key: 'signature_prefix', before: 'sha256=', after: null }])
    expect((await patchSource(admin, source.id, { signature_prefix: '' })).change).toBeNull()
  })

  test('at the same moment of different values keeps them all', async () => {
    const source = await makeSource(admin, 'generic')
    const wanted = {
      webhook_signing_secret: sourceSecret(),
      signature_header: 'X-Sig',
      signature_encoding: 'base64',
      signature_prefix: 'v1=',
    }
    await Promise.all(
      Object.entries(wanted).map(([name, value]) => patchSource(admin, source.id, { [name]: value })),
    )
    const after = await getSource(admin, source.id)
    expect(after.version).toBe(5)
    for (const [name, value] of Object.entries(wanted))
      expect(await revealSourceValue(admin, source.id, name)).toBe(value)
    expect((await changes(source.id)).map((change) => change.version).filter((v) => v !== null)).toEqual([
      1, 2, 3, 4, 5,
    ])
  })

  test('at the same moment of one value ends with one of them, and never with a mixture', async () => {
    const source = await makeSource(admin, 'slack')
    const values = Array.from({ length: 6 }, () => sourceSecret())
    await Promise.all(values.map((value) => patchSource(admin, source.id, { app_token: value })))
    expect(values).toContain(await revealSourceValue(admin, source.id, 'app_token'))
    expect((await getSource(admin, source.id)).version).toBe(7)
  })

  test('from an old version clashes on the same value only, and says who changed it', async () => {
    const source = await makeSource(admin, 'generic')
    await patchSource(developer, source.id, { signature_header: 'X-Theirs' })
    const seen = { seenVersion: source.version }
    await patchSource(admin, source.id, { signature_prefix: 'v1=' }, seen)
    await expect(patchSource(admin, source.id, { signature_header: 'X-Mine' }, seen)).rejects.toMatchObject({
      code: 'conflict',
      message: `${developer.actor.label} changed Signature Header meanwhile.`,
      conflicts: [{ field: 'data', key: 'signature_header', current: 'X-Theirs' }],
    })
    const future = { seenVersion: 99 }
    expect(await issuesOf(patchSource(admin, source.id, { signature_header: 'x' }, future))).toMatchObject([
      { path: ['version'] },
    ])
  })

  test('looks for the source before it asks for the body', async () => {
    const read = () => expect.unreachable()
    await expect(patchSource(admin, 'we_000000000000', read)).rejects.toMatchObject({ code: 'not_found' })
    const source = await makeSource(admin, 'generic')
    const { change } = await patchSource(admin, source.id, (current: { clientId: string }) => ({
      signature_prefix: current.clientId,
    }))
    expect(change?.fields).toMatchObject([{ after: source.clientId }])
  })
})

describe('replacing', () => {
  test('clears what is absent, and wants all that is required', async () => {
    const source = await makeSource(admin, 'generic')
    await patchSource(admin, source.id, { signature_prefix: 'v1=', signature_header: 'X-Old' })
    expect(await issuesOf(replaceSource(admin, source.id, { signature_header: 'X-Sig' }))).toMatchObject([
      { path: ['data', 'webhook_signing_secret'], code: 'required' },
    ])
    expect((await getSource(admin, source.id)).version).toBe(2)
    const data = { webhook_signing_secret: sourceSecret(), signature_header: 'X-Sig' }
    const { source: after } = await replaceSource(admin, source.id, data)
    expect(after.values.map((value) => value.name)).toEqual(['webhook_signing_secret', 'signature_header'])
  })

  test('keeps a secret that comes as its mask, and does nothing a second time', async () => {
    const source = await makeSource(admin, 'slack')
    const [secret, token] = [sourceSecret(), sourceSecret()]
    await replaceSource(admin, source.id, { webhook_signing_secret: secret, app_token: sourceSecret() })
    const data = { webhook_signing_secret: `${secret.slice(0, 4)}...`, app_token: token }
    expect((await replaceSource(admin, source.id, data)).change?.fields).toMatchObject([{ key: 'app_token' }])
    expect((await replaceSource(admin, source.id, data)).change).toBeNull()
    expect(await revealSourceValue(admin, source.id, 'webhook_signing_secret')).toBe(secret)
  })
})
