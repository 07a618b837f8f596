import type { SignatureRule } from './profile.ts'
import { lines, partsOf, TOLERANCE_SECONDS } from './snippet-parts.ts'

export function goSnippet(rule: SignatureRule): string {
  const parts = partsOf(rule)
  const { id, time, separator } = parts
  const encode = parts.base64 ? 'base64.StdEncoding' : 'hex'
  return lines(
    `package webhooks`,
    ``,
    `import (`,
    `\t"crypto/hmac"`,
    `\t"crypto/sha256"`,
    (parts.base64 || parts.decodedKey) && `\t"encoding/base64"`,
    !parts.base64 && `\t"encoding/hex"`,
    `\t"net/http"`,
    time !== null && `\t"strconv"`,
    (separator !== null || parts.decodedKey) && `\t"strings"`,
    time !== null && `\t"time"`,
    `)`,
    ``,
    `// VerifyWebhook reports whether the request was signed with the secret.`,
    `// body is the raw body, as io.ReadAll(r.Body) gives it; header is r.Header.`,
    `func VerifyWebhook(body []byte, header http.Header, secret string) bool {`,
    `\tif secret == "" {`,
    `\t\treturn false`,
    `\t}`,
    separator === ',' && `\tparts := strings.Split(header.Get("${rule.header}"), ",")`,
    id !== null && `\tid := header.Get("${rule.idHeader}")`,
    time?.inline === false && `\ttimestamp := header.Get("${rule.timestampHeader}")`,
    ...(time?.inline
      ? [
          `\ttimestamp := ""`,
          `\tfor i, part := range parts {`,
          `\t\tparts[i] = strings.TrimSpace(part)`,
          `\t\tif strings.HasPrefix(parts[i], "t=") {`,
          `\t\t\ttimestamp = strings.TrimPrefix(parts[i], "t=")`,
          `\t\t}`,
          `\t}`,
        ]
      : []),
    ...(time
      ? [
          `\tseconds, err := strconv.ParseInt(timestamp, 10, 64)`,
          `\tif err != nil {`,
          `\t\treturn false`,
          `\t}`,
          `\tage := time.Now().Unix() - seconds`,
          `\tif age > ${TOLERANCE_SECONDS} || age < -${TOLERANCE_SECONDS} {`,
          `\t\treturn false`,
          `\t}`,
        ]
      : []),
    ``,
    ...(parts.decodedKey
      ? [
          `\tkey, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))`,
          `\tif err != nil {`,
          `\t\treturn false`,
          `\t}`,
        ]
      : []),
    `\tmac := hmac.New(sha256.New, ${parts.decodedKey ? 'key' : '[]byte(secret)'})`,
    time !== null && `\tmac.Write([]byte(${id === null ? '' : 'id + "." + '}timestamp + "."))`,
    `\tmac.Write(body)`,
    `\texpected := "${parts.prefix}" + ${encode}.EncodeToString(mac.Sum(nil))`,
    ...(separator === null
      ? [`\treturn hmac.Equal([]byte(header.Get("${rule.header}")), []byte(expected))`]
      : [
          separator === ','
            ? `\tfor _, given := range parts {`
            : `\tfor _, given := range strings.Split(header.Get("${rule.header}"), " ") {`,
          `\t\tif hmac.Equal([]byte(given), []byte(expected)) {`,
          `\t\t\treturn true`,
          `\t\t}`,
          `\t}`,
          `\treturn false`,
        ]),
    `}`,
  )
}
