import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findToolkit, type toolkits } from '../toolkits/toolkits.ts'
import { maskValue } from './mask.ts'
import { missingFields, readValues } from './values.ts'

const [slack, generic, notion] = ['slack', 'generic', 'notion'].map((slug) => {
  const toolkit = findToolkit(slug)
  if (!toolkit) throw new Error(`No ${slug}.`)
  return toolkit
}) as [(typeof toolkits)[number], (typeof toolkits)[number], (typeof toolkits)[number]]
const nothing = new Map<string, string>()

describe('the values of a request', () => {
  test('are set, cleared where they are optional, and kept where they come as their masks', () => {
    const shown = new Map([['webhook_signing_secret', 'abcd...']])
    const data = { webhook_signing_secret: 'abcd...', signature_header: 'X-Sig', signature_prefix: '' }
    const wanted = readValues(generic, data, shown)
    expect(wanted.issues).toEqual([])
    expect([...wanted.set]).toEqual([['signature_header', 'X-Sig']])
    expect([...wanted.clear]).toEqual(['signature_prefix'])
    expect([...wanted.kept]).toEqual(['webhook_signing_secret'])
    expect(missingFields(generic, wanted)).toEqual([])
  })

  test('of a field that is no secret are values, whatever they look like', () => {
    const wanted = readValues(generic, { signature_prefix: '...' }, new Map([['signature_prefix', '...']]))
    expect([...wanted.set]).toEqual([['signature_prefix', '...']])
  })

  test('of a guarded field are masked like secrets', () => {
    const { issues } = readValues(notion, { webhook_signing_secret: 'secr...' }, nothing)
    expect(issues).toMatchObject([{ path: ['data', 'webhook_signing_secret'], code: 'bad_format' }])
  })

  test('that are required are missed once, and not beside another fault of theirs', () => {
    const wanted = readValues(slack, { app_token: '' }, nothing)
    expect([...wanted.issues, ...missingFields(slack, wanted)]).toMatchObject([
      { path: ['data', 'app_token'], code: 'blank' },
      { path: ['data', 'webhook_signing_secret'], code: 'required' },
    ])
  })

  test('never hold a mask, for any secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (old, secret) => {
        const shown = new Map([['app_token', maskValue(old)]])
        const { set } = readValues(slack, { app_token: maskValue(secret) }, shown)
        expect(set.size).toBe(0)
      }),
    )
  })

  test.each(['X-Sig', 'x_sig', 'Signature-256'])('may name the header %s', (name) => {
    expect(readValues(generic, { signature_header: name }, nothing).issues).toEqual([])
  })

  test.each(['X Sig', 'X-Sig:', 'Ünicode', 'a\nb'])('may not name the header %j', (name) => {
    expect(readValues(generic, { signature_header: name }, nothing).issues).toHaveLength(1)
  })
})
