import type { SignatureRule } from './profile.ts'
import { lines, partsOf, TOLERANCE_SECONDS } from './snippet-parts.ts'

export function shellSnippet(rule: SignatureRule): string {
  const parts = partsOf(rule)
  const { header, id, time, separator } = parts
  const hmac = `openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary`
  const encode = parts.base64 ? 'openssl base64 -A' : 'hex'
  return lines(
    `#!/bin/sh`,
    `# Checks one saved request. body.json: its exact bytes. headers.txt: its headers, one "Name: value" a line.`,
    `# WEBHOOK_SECRET='...' sh verify.sh`,
    time !== null && `# An older request: NOW=<Unix seconds> judges its age as of then.`,
    `# Not for a server: openssl gets the key as an argument, and a shell does not compare in constant time.`,
    `set -euf`,
    `: "\${WEBHOOK_SECRET:?is not set}"`,
    ``,
    `header() {`,
    `  tr -d '\\r' <headers.txt |`,
    `    awk -v name="$1:" 'index(tolower($0), name) == 1 { sub(/^[^:]*:[ \\t]*/, ""); print; exit }'`,
    `}`,
    `hex() { od -An -v -tx1 | tr -d ' \\n'; }`,
    ``,
    id !== null && `id=$(header ${id})`,
    time?.inline === false && `timestamp=$(header ${time.header})`,
    time?.inline === true && `timestamp=$(header ${header} | tr ',' '\\n' | sed -n 's/^ *t=//p' | head -n 1)`,
    ...(time
      ? [
          `case $timestamp in '' | *[!0-9]*) echo 'There is no valid timestamp.' && exit 1 ;; esac`,
          `age=$((\${NOW:-$(date +%s)} - timestamp))`,
          `if [ "$age" -gt ${TOLERANCE_SECONDS} ] || [ "$age" -lt -${TOLERANCE_SECONDS} ]; then`,
          `  echo "The timestamp is $age seconds old; ${TOLERANCE_SECONDS} are allowed." && exit 1`,
          `fi`,
          ``,
        ]
      : []),
    parts.decodedKey && `key=$(printf %s "\${WEBHOOK_SECRET#whsec_}" | openssl base64 -d -A | hex)`,
    !parts.decodedKey && `key=$(printf %s "$WEBHOOK_SECRET" | hex)`,
    time !== null && `digest=$({ printf '%s.' ${id === null ? '' : '"$id" '}"$timestamp"; cat body.json; } |`,
    time !== null && `  ${hmac} | ${encode})`,
    time === null && `digest=$(${hmac} body.json | ${encode})`,
    `[ -n "$digest" ] || exit 2`,
    ``,
    separator === ',' && `for given in $(header ${header} | tr ',' ' '); do`,
    separator !== ',' && `for given in $(header ${header}); do`,
    `  [ "$given" = "${parts.prefix}$digest" ] && echo 'The signature is valid.' && exit 0`,
    `done`,
    `echo 'The signature does not match.' && exit 1`,
  )
}
