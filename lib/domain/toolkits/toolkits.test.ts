import { describe, expect, test } from 'vitest'
import { isSensitive, type Setting } from './toolkit.ts'
import { findToolkit, setupField, toolkits } from './toolkits.ts'

describe.each(toolkits.map((toolkit) => [toolkit.slug, toolkit] as const))('%s', (_slug, toolkit) => {
  const isField = (name: string) => Object.hasOwn(toolkit.setupFields, name)
  const fieldsOf = (setting: Setting) => (typeof setting === 'string' ? [] : [setting.field])

  test('signs with a field that is kept secret, and asks for every other that its scheme reads', () => {
    const { keyField, signature } = toolkit.signing
    const key = setupField(toolkit, keyField)
    expect(key && isSensitive(key)).toBe(true)
    if (signature.kind === 'header')
      for (const setting of [signature.header, signature.prefix, signature.encoding])
        expect(fieldsOf(setting).every(isField)).toBe(true)
  })

  test('signs the body, and a timestamp where it sends one', () => {
    const { signed, timestamp } = toolkit.signing
    expect(signed).toContain('body')
    expect(signed.includes('timestamp')).toBe(timestamp !== null)
  })

  test('keeps what its handshake brings in a field', () => {
    const { handshake } = toolkit
    if (handshake.kind === 'token') expect(isField(handshake.storedIn)).toBe(true)
  })
})

test('the texts of Slack are those of the contract', () => {
  expect(findToolkit('slack')?.setupFields).toEqual({
    webhook_signing_secret: {
      displayName: 'Signing Secret',
      description: 'Webhook request signing secret from your Slack app dashboard',
      isRequired: true,
      isSecret: true,
    },
    app_token: {
      displayName: 'App-Level Token',
      description: 'Slack xapp- token with authorizations:read scope for event authorization',
      isRequired: true,
      isSecret: true,
    },
  })
})

test('Notion’s key is no secret on its wire, and guarded all the same', () => {
  expect(findToolkit('notion')?.setupFields.webhook_signing_secret).toMatchObject({
    isSecret: false,
    guarded: true,
  })
})

test('names that every object has are neither toolkits nor fields', () => {
  expect(findToolkit('constructor')).toBeUndefined()
  for (const toolkit of toolkits) expect(setupField(toolkit, 'constructor')).toBeUndefined()
})
