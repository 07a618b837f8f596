import type { SignatureRule } from './profile.ts'
import { lines, partsOf, signedPrefix, TOLERANCE_SECONDS } from './snippet-parts.ts'

export function phpSnippet(rule: SignatureRule): string {
  const parts = partsOf(rule)
  const { header, id, time, separator } = parts
  const signed = parts.time ? `"${signedPrefix(parts, '{$', '}')}{$body}"` : '$body'
  const key = parts.decodedKey ? '$key' : '$secret'
  const digest = parts.base64
    ? `base64_encode(hash_hmac('sha256', ${signed}, ${key}, true))`
    : `hash_hmac('sha256', ${signed}, ${key})`
  return lines(
    `<?php`,
    ``,
    `declare(strict_types=1);`,
    ``,
    `/**`,
    ` * $body: the raw body, file_get_contents('php://input').`,
    ` * $headers: names in lower case, array_change_key_case(getallheaders()).`,
    ` */`,
    `function verify_webhook(string $body, array $headers, string $secret): bool`,
    `{`,
    `    if ($secret === '') {`,
    `        return false;`,
    `    }`,
    separator === ',' && `    $parts = array_map('trim', explode(',', $headers['${header}'] ?? ''));`,
    id !== null && `    $id = $headers['${id}'] ?? '';`,
    time?.inline === false && `    $timestamp = $headers['${time.header}'] ?? '';`,
    ...(time?.inline
      ? [
          `    $timestamp = '';`,
          `    foreach ($parts as $part) {`,
          `        if (str_starts_with($part, 't=')) {`,
          `            $timestamp = substr($part, 2);`,
          `        }`,
          `    }`,
        ]
      : []),
    ...(time
      ? [
          `    if (preg_match('/\\A[0-9]{1,12}\\z/', $timestamp) !== 1) {`,
          `        return false;`,
          `    }`,
          `    if (abs(time() - (int) $timestamp) > ${TOLERANCE_SECONDS}) {`,
          `        return false;`,
          `    }`,
        ]
      : []),
    ``,
    ...(parts.decodedKey
      ? [
          `    $key = base64_decode(preg_replace('/\\Awhsec_/', '', $secret), true);`,
          `    if ($key === false) {`,
          `        return false;`,
          `    }`,
        ]
      : []),
    `    $expected = '${parts.prefix}' . ${digest};`,
    ...(separator === null
      ? [`    return hash_equals($expected, $headers['${header}'] ?? '');`]
      : [
          separator === ','
            ? `    foreach ($parts as $given) {`
            : `    foreach (explode(' ', $headers['${header}'] ?? '') as $given) {`,
          `        if (hash_equals($expected, $given)) {`,
          `            return true;`,
          `        }`,
          `    }`,
          `    return false;`,
        ]),
    `}`,
  )
}
