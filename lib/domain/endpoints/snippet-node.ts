import type { SignatureRule } from './profile.ts'
import { lines, partsOf, signedPrefix, TOLERANCE_SECONDS } from './snippet-parts.ts'

export function nodeSnippet(rule: SignatureRule): string {
  const parts = partsOf(rule)
  const { header, id, time, separator } = parts
  const digest = parts.base64 ? 'base64' : 'hex'
  const before = signedPrefix(parts, '${', '}')
  return lines(
    `import { createHmac, timingSafeEqual } from 'node:crypto'`,
    ``,
    `// body: the raw bytes, before any JSON parsing (Express: express.raw({ type: '*/*' })).`,
    `// headers: req.headers, names in lower case.`,
    `export function verifyWebhook(body, headers, secret) {`,
    `  if (!secret) return false`,
    separator === ',' && `  const parts = (headers['${header}'] ?? '').split(',').map((part) => part.trim())`,
    id !== null && `  const id = headers['${id}'] ?? ''`,
    time?.inline === false && `  const timestamp = headers['${time.header}'] ?? ''`,
    time?.inline === true &&
      `  const timestamp = parts.find((part) => part.startsWith('t='))?.slice(2) ?? ''`,
    time !== null && `  if (!/^\\d+$/.test(timestamp)) return false`,
    time !== null &&
      `  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > ${TOLERANCE_SECONDS}) return false`,
    ``,
    parts.decodedKey && `  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')`,
    `  const hmac = createHmac('sha256', ${parts.decodedKey ? 'key' : 'secret'})`,
    before !== '' && `  hmac.update(\`${before}\`)`,
    `  const expected = Buffer.from('${parts.prefix}' + hmac.update(body).digest('${digest}'))`,
    `  const matches = (given) => given.length === expected.length && timingSafeEqual(given, expected)`,
    ``,
    separator === ' ' && `  const signatures = (headers['${header}'] ?? '').split(' ')`,
    separator === ' ' && `  return signatures.some((signature) => matches(Buffer.from(signature)))`,
    separator === ',' && `  return parts.some((part) => matches(Buffer.from(part)))`,
    separator === null && `  return matches(Buffer.from(headers['${header}'] ?? ''))`,
    `}`,
  )
}
