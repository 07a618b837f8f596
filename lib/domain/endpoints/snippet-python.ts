import type { SignatureRule } from './profile.ts'
import { lines, partsOf, signedPrefix, TOLERANCE_SECONDS } from './snippet-parts.ts'

export function pythonSnippet(rule: SignatureRule): string {
  const parts = partsOf(rule)
  const { id, time, separator } = parts
  const before = signedPrefix(parts, '{', '}', 'webhook_id')
  const key = parts.decodedKey ? 'key' : 'secret.encode()'
  const signed = before === '' ? 'body' : `f"${before}".encode() + body`
  return lines(
    parts.base64 && `import base64`,
    `import hashlib`,
    `import hmac`,
    time !== null && `import re`,
    time !== null && `import time`,
    ``,
    ``,
    `def verify_webhook(body: bytes, headers, secret: str) -> bool:`,
    `    """body: the raw bytes, before any JSON parsing. headers: your framework's, whose names have no case."""`,
    `    if not secret:`,
    `        return False`,
    separator === ',' &&
      `    parts = [part.strip() for part in headers.get("${rule.header}", "").split(",")]`,
    id !== null && `    webhook_id = headers.get("${rule.idHeader}", "")`,
    time?.inline === false && `    timestamp = headers.get("${rule.timestampHeader}", "")`,
    time?.inline === true &&
      `    timestamp = next((part[2:] for part in parts if part.startswith("t=")), "")`,
    time !== null && `    if not re.fullmatch("[0-9]{1,12}", timestamp):`,
    time !== null && `        return False`,
    time !== null && `    if abs(time.time() - int(timestamp)) > ${TOLERANCE_SECONDS}:`,
    time !== null && `        return False`,
    ``,
    parts.decodedKey && `    key = base64.b64decode(secret.removeprefix("whsec_"))`,
    parts.base64 && `    digest = hmac.new(${key}, ${signed}, hashlib.sha256).digest()`,
    parts.base64 && `    expected = b"${parts.prefix}" + base64.b64encode(digest)`,
    !parts.base64 && `    digest = hmac.new(${key}, ${signed}, hashlib.sha256).hexdigest()`,
    !parts.base64 && `    expected = b"${parts.prefix}" + digest.encode()`,
    separator === ' ' && `    signatures = headers.get("${rule.header}", "").split(" ")`,
    separator === ' ' &&
      `    return any(hmac.compare_digest(signature.encode(), expected) for signature in signatures)`,
    separator === ',' && `    return any(hmac.compare_digest(part.encode(), expected) for part in parts)`,
    separator === null &&
      `    return hmac.compare_digest(headers.get("${rule.header}", "").encode(), expected)`,
  )
}
