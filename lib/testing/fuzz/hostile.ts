import fc from 'fast-check'

const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)

/** Texts that break what was not made for them. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '😀'.repeat(50),
  '\u202eexe.example',
  'İi̇ſK',
  '__proto__',
  'constructor',
  'toString',
  "'; DROP TABLE endpoints; --",
  '%',
  '%_\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\r\nX-Injected: 1',
  'x'.repeat(70_000),
  'https://user:password@host.example/',
  'http://169.254.169.254/latest/meta-data',
  'http://[::ffff:127.0.0.1]/',
  'javascript:alert(1)',
  'https://',
  '*',
  'NaN',
  '9'.repeat(400),
  '-1',
  '1e400',
  '00000000-0000-0000-0000-000000000000',
]

const hostileNumbers: readonly number[] = [0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324]

/** Values of every kind for a place that expects another. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: { b: [] } }),
  fc.constantFrom(...hostileTexts),
  fc.constantFrom(...hostileNumbers),
  fc.array(fc.constantFrom<unknown>(...hostileTexts, null, 7), { maxLength: 4 }),
  fc.constant(Array.from({ length: 2_000 }, (_, index) => `event.${index}`)),
  fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'a', ''), fc.jsonValue({ maxDepth: 1 }), {
    maxKeys: 3,
  }),
  fc.jsonValue({ maxDepth: 3 }),
)

const encoder = new TextEncoder()

/** Bodies that are not the JSON that a client would make. */
export const hostileBodies: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  fc
    .constantFrom(
      '',
      ' ',
      '{',
      '{"a":',
      '[]',
      'null',
      '"x"',
      '1',
      '{}',
      '{"name":"a","name":"b","url":1,"url":"https://a.example"}',
      '{"__proto__":{"name":"x"},"constructor":{"prototype":{"name":"x"}}}',
      '{"name":"\\ud800","url":"\\u0000"}',
      '\ufeff{"name":"x"}',
      '{"a":1e999999}',
      `{"a":${deep('[', ']', 20_000)}}`,
      deep('{"a":', '}', 5_000).replace('}', '1}'),
      `{"name":"${'x'.repeat(200_000)}"}`,
      `{"a":"${'x'.repeat(1024 * 1024)}"}`,
    )
    .map((text) => encoder.encode(text)),
  fc
    .constantFrom([0xff, 0xfe], [0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d], [0xed, 0xa0, 0x80])
    .map((bytes) => Uint8Array.from(bytes)),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Uint8Array.from(bytes)),
)

/** Segments for the place of an id; encoded when they are sent. */
export const hostileSegments: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostileTexts.filter((text) => text !== '' && text.length < 1000)),
  fc.uuid(),
  fc.integer().map(String),
  fc.constantFrom('%00', '%2e%2e%2f', '%ff', '%zz', ';', '?', '#', '.', '%20'),
)
