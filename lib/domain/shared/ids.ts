const HEX = '0123456789abcdef'
const ALPHABET = 'useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict'

/** A clock that steps back less than this is a correction; more is another clock. */
const CLOCK_DRIFT_MS = 1_000

let lastMs = 0
let counter = 0

/**
 * A UUID v7 (RFC 9562, method 1): 48 bits of Unix milliseconds, a 12-bit counter that keeps ids of one process
 * in order within a millisecond, 62 random bits.
 */
export function uuidv7(nowMs = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  if (nowMs > lastMs || nowMs < lastMs - CLOCK_DRIFT_MS) {
    lastMs = nowMs
    counter = (((bytes[6] ?? 0) & 0x07) << 8) | (bytes[7] ?? 0)
  } else {
    counter += 1
    if (counter > 0xfff) {
      lastMs += 1
      counter = 0
    }
  }
  let ms = lastMs
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = 0x70 | (counter >> 8)
  bytes[7] = counter & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  let out = ''
  for (let i = 0; i < 16; i++) {
    const byte = bytes[i] ?? 0
    out += HEX.charAt(byte >> 4) + HEX.charAt(byte & 15)
    if (i === 3 || i === 5 || i === 7 || i === 9) out += '-'
  }
  return out
}

/** The lowest id of a moment: ids begin with their time. */
export function lowestIdAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`
}

/** The moment that an id begins with. */
export function momentOfId(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}

/** `length` characters of `[A-Za-z0-9_-]`, 6 random bits each. */
export function nanoid(length: number): string {
  let out = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(length))) out += ALPHABET.charAt(byte & 63)
  return out
}

/** `bytes` random bytes in lower-case hex. */
export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) =>
    b.toString(16).padStart(2, '0'),
  ).join('')
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isUuid(value: string): boolean {
  return UUID.test(value)
}
