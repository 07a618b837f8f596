import type { IssueCode } from '../shared/errors.ts'

/** Set by the sender or by the connection itself; a custom header must not replace them. */
const RESERVED = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
])
const RESERVED_PREFIXES = ['webhook-', 'x-storno-', 'x-composio-', 'selfcommunity-', 'proxy-', 'sec-']

/** What is wrong with a custom header's name (RFC 9110 token, not one that the sender sets). Null is fine. */
export function headerNameFault(name: string): { code: IssueCode; message: string } | null {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
    return { code: 'bad_key', message: 'A header name may have letters, digits and hyphens only.' }
  const lower = name.toLowerCase()
  if (lower === '__proto__') return { code: 'bad_key', message: 'This name cannot be used.' }
  if (RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix)))
    return { code: 'reserved_name', message: `${name} is set by Patchbay itself.` }
  return null
}
