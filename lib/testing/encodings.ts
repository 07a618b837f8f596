/** One form in which a secret could stand in a log or an answer. */
export type Encoded = { encoding: string; bytes: Buffer }

/** Shorter pieces would be found by chance. */
const MIN_LENGTH = 8

/**
 * The forms of a secret that the leak scan looks for: as it is and without its public prefix (`whsec_…`), in base64 at
 * any offset, in hexadecimal, and escaped as URLs, JSON (once and twice) and HTML escape.
 */
export function encodingsOf(secret: Buffer): Encoded[] {
  const forms = plainForms(secret).flatMap(({ encoding, bytes }) => [
    { encoding, bytes },
    ...inBase64(bytes).map((text) => ({ encoding: `${encoding}, base64`, bytes: Buffer.from(text) })),
    { encoding: `${encoding}, hex`, bytes: Buffer.from(bytes.toString('hex')) },
    { encoding: `${encoding}, hex`, bytes: Buffer.from(bytes.toString('hex').toUpperCase()) },
    ...escaped(bytes).map((text) => ({ encoding: `${encoding}, escaped`, bytes: Buffer.from(text) })),
  ])
  const seen = new Set<string>()
  return forms.filter(({ bytes }) => {
    const key = bytes.toString('latin1')
    if (bytes.length < MIN_LENGTH || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function plainForms(secret: Buffer): Encoded[] {
  const forms = [{ encoding: 'plain', bytes: secret }]
  const text = secret.toString('latin1')
  const [, body = text] = /^[a-z][a-z0-9]*_(.{16,})$/i.exec(text) ?? []
  if (body !== text) forms.push({ encoding: 'without prefix', bytes: Buffer.from(body, 'latin1') })
  // such a secret often is an encoding of the key itself
  for (const encoding of ['hex', 'base64'] as const) {
    const key = Buffer.from(body, encoding)
    const isEncoding = key.toString(encoding).replace(/=+$/, '') === body.replace(/=+$/, '').trim()
    if (key.length >= 16 && isEncoding) forms.push({ encoding: 'decoded', bytes: key })
  }
  return forms
}

/** Inside a longer base64 text three offsets are possible; the characters that depend on neighbours are left out. */
function inBase64(bytes: Buffer): string[] {
  const texts = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const first = Math.ceil((offset * 8) / 6)
    const last = Math.floor(((offset + bytes.length) * 8) / 6)
    return text.slice(first, last)
  })
  return texts.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')])
}

function escaped(bytes: Buffer): string[] {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) return []
  const json = JSON.stringify(text).slice(1, -1)
  const inScript = json.replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const html = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  return [
    encodeURIComponent(text),
    new URLSearchParams({ v: text }).toString().slice(2),
    json,
    JSON.stringify(json).slice(1, -1),
    inScript,
    JSON.stringify(inScript).slice(1, -1),
    html.replaceAll("'", '&#x27;'),
    html.replaceAll("'", '&#39;'),
  ]
}
