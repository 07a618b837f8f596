import { describe, expect, test } from 'vitest'
import type { JsonValue } from '#lib/dialects/kit/json.ts'
import { applyJsonPatch, JsonPatchError } from './json-patch.ts'

const kindOf = (document: JsonValue, patch: JsonValue) => {
  try {
    applyJsonPatch(document, patch)
    return 'done'
  } catch (error) {
    if (error instanceof JsonPatchError) return error.kind
    throw error
  }
}

describe('RFC 6902, appendix A', () => {
  const cases: [string, JsonValue, JsonValue, JsonValue][] = [
    [
      'A.1 adding an object member',
      { foo: 'bar' },
      [{ op: 'add', path: '/baz', value: 'qux' }],
      { baz: 'qux', foo: 'bar' },
    ],
    [
      'A.2 adding an array element',
      { foo: ['bar', 'baz'] },
      [{ op: 'add', path: '/foo/1', value: 'qux' }],
      { foo: ['bar', 'qux', 'baz'] },
    ],
    [
      'A.3 removing an object member',
      { baz: 'qux', foo: 'bar' },
      [{ op: 'remove', path: '/baz' }],
      { foo: 'bar' },
    ],
    [
      'A.4 removing an array element',
      { foo: ['bar', 'qux', 'baz'] },
      [{ op: 'remove', path: '/foo/1' }],
      { foo: ['bar', 'baz'] },
    ],
    [
      'A.5 replacing a value',
      { baz: 'qux', foo: 'bar' },
      [{ op: 'replace', path: '/baz', value: 'boo' }],
      { baz: 'boo', foo: 'bar' },
    ],
    [
      'A.6 moving a value',
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
    ],
    [
      'A.7 moving an array element',
      { foo: ['all', 'grass', 'cows', 'eat'] },
      [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
      { foo: ['all', 'cows', 'eat', 'grass'] },
    ],
    [
      'A.8 testing a value, with success',
      { baz: 'qux', foo: ['a', 2, 'c'] },
      [
        { op: 'test', path: '/baz', value: 'qux' },
        { op: 'test', path: '/foo/1', value: 2 },
      ],
      { baz: 'qux', foo: ['a', 2, 'c'] },
    ],
    [
      'A.10 adding a nested member object',
      { foo: 'bar' },
      [{ op: 'add', path: '/child', value: { grandchild: {} } }],
      { foo: 'bar', child: { grandchild: {} } },
    ],
    [
      'A.11 ignoring unrecognized elements',
      { foo: 'bar' },
      [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }],
      { foo: 'bar', baz: 'qux' },
    ],
    [
      'A.14 ~ escape ordering',
      { '/': 9, '~1': 10 },
      [{ op: 'test', path: '/~01', value: 10 }],
      { '/': 9, '~1': 10 },
    ],
    [
      'A.16 adding an array value',
      { foo: ['bar'] },
      [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
      { foo: ['bar', ['abc', 'def']] },
    ],
    [
      'copy leaves what it copies',
      { a: { b: 1 } },
      [{ op: 'copy', from: '/a', path: '/c' }],
      { a: { b: 1 }, c: { b: 1 } },
    ],
    ['the root can be replaced', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
    [
      'a test of an object takes its members in any order',
      { a: { x: 1, y: [2] } },
      [{ op: 'test', path: '/a', value: { y: [2], x: 1 } }],
      { a: { x: 1, y: [2] } },
    ],
  ]
  test.each(cases)('%s', (_name, document, patch, expected) => {
    const before = JSON.stringify(document)
    expect(applyJsonPatch(document, patch)).toEqual(expected)
    expect(JSON.stringify(document)).toBe(before)
  })
})

describe('refused', () => {
  test.each<[string, JsonValue, JsonValue, string]>([
    ['A.9 a test that fails', { baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }], 'test'],
    ['A.12 no such parent', { foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'q' }], 'target'],
    ['A.15 a string is no number', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: '10' }], 'test'],
    ['replacing nothing', {}, [{ op: 'replace', path: '/a', value: 1 }], 'target'],
    ['removing nothing', {}, [{ op: 'remove', path: '/a' }], 'target'],
    ['an index beyond the end', { a: [1] }, [{ op: 'add', path: '/a/2', value: 1 }], 'target'],
    ['an index with a zero before it', { a: [1, 2] }, [{ op: 'remove', path: '/a/01' }], 'target'],
    ['- where something has to be', { a: [1] }, [{ op: 'remove', path: '/a/-' }], 'target'],
    ['an inherited name', {}, [{ op: 'test', path: '/constructor', value: null }], 'target'],
    ['an operation nobody knows', {}, [{ op: 'merge', path: '' }], 'malformed'],
    ['no value', {}, [{ op: 'add', path: '/a' }], 'malformed'],
    ['no pointer', {}, [{ op: 'remove', path: 'a' }], 'malformed'],
    ['a bad escape', {}, [{ op: 'remove', path: '/~2' }], 'malformed'],
    ['no list', {}, { op: 'remove', path: '/a' }, 'malformed'],
    ['__proto__', {}, [{ op: 'add', path: '/__proto__/x', value: 1 }], 'malformed'],
    ['a move into itself', { a: { b: {} } }, [{ op: 'move', from: '/a', path: '/a/b/c' }], 'malformed'],
    ['too many operations', {}, Array(201).fill({ op: 'add', path: '/a', value: 1 }), 'malformed'],
  ])('%s', (_name, document, patch, kind) => {
    expect(kindOf(document, patch)).toBe(kind)
  })

  test('a fault in the last operation is found before the first is done', () => {
    const patch = [
      { op: 'test', path: '/a', value: 2 },
      { op: 'nonsense', path: '/a' },
    ]
    expect(kindOf({ a: 1 }, patch)).toBe('malformed')
  })

  test('a document that copies itself until nothing could hold it', () => {
    const patch = Array.from({ length: 60 }, (_, i) => ({ op: 'copy', from: '', path: `/m/k${i}` }))
    expect(kindOf({ m: {} }, patch)).toBe('target')
  })

  test('nothing of Object is altered', () => {
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})
