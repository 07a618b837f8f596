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
  // of version 4: the runtime has the next ones ready, and its variant and last 62 bits are ours as they are
  const random = crypto.randomUUID()
  if (nowMs > lastMs || nowMs < lastMs - CLOCK_DRIFT_MS) {
    lastMs = nowMs
    // begins in the lower half, so that there is room to count
    counter = Number.parseInt(random.slice(0, 3), 16) & 0x7ff
  } else {
    counter += 1
    if (counter > 0xfff) {
      lastMs += 1
      counter = 0
    }
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const count = counter.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${random.slice(19)}`
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
