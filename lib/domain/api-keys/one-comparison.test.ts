import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isTest, sourceFiles } from '#lib/testing/architecture/source-files.ts'

const production = sourceFiles().filter((file) => /\.(ts|tsx|mjs)$/.test(file.path) && !isTest(file.path))
const filesWith = (pattern: RegExp) =>
  production.filter(({ text }) => pattern.test(text)).map((file) => file.path)

test('one file compares credentials, in constant time, and by their hashes', () => {
  const importing = filesWith(/import \{[^}]*\bisCredential\b[^}]*\} from '#lib\/crypto\/credential\.ts'/)
  expect(importing).toEqual([
    'lib/domain/api-keys/authenticate.ts',
    'lib/domain/oauth-apps/client-secret.ts',
    'lib/domain/oauth-apps/refresh-token.ts',
  ])
  const text = readFileSync(path.resolve(import.meta.dirname, '../../crypto/credential.ts'), 'utf8')
  expect(text.match(/return .*timingSafeEqual\(given, stored\)/g)).toHaveLength(1)
})

test('nobody else looks at a stored hash of a credential', () => {
  expect(filesWith(/\.(hash|secretHash|refreshHash)\b[^,\n]*((===|!==) (?!null)|\.equals\()/)).toEqual([])
})

test('rows of credentials are found by their public part alone', () => {
  expect(filesWith(/WHERE [a-z]\.(hash|refresh_hash)\b|where: \{ (secretHash|refreshHash)\b/)).toEqual([])
})
