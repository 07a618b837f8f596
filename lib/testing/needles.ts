/** Many byte strings to look for at once; `tag` says what was found. */
export type Needle<T> = { bytes: Buffer; tag: T }

const KEY_BYTES = 8
const PREFILTER_BITS = 16

/**
 * Builds a search for all needles, each of at least eight bytes, in one pass over a text.
 * It calls `found` for every occurrence.
 */
export function makeSearch<T>(
  needles: readonly Needle<T>[],
): (haystack: Buffer, found: (tag: T, at: number) => void) => void {
  const byKey = new Map<string, Needle<T>[]>()
  // most positions are ruled out by their first four bytes, without making a string
  const prefilter = new Uint8Array(1 << PREFILTER_BITS)
  for (const needle of needles) {
    const key = needle.bytes.toString('latin1', 0, KEY_BYTES)
    byKey.set(key, [...(byKey.get(key) ?? []), needle])
    prefilter[hash(needle.bytes, 0)] = 1
  }
  return (haystack, found) => {
    for (let at = 0; at + KEY_BYTES <= haystack.length; at++) {
      if (prefilter[hash(haystack, at)] === 0) continue
      const candidates = byKey.get(haystack.toString('latin1', at, at + KEY_BYTES))
      for (const { bytes, tag } of candidates ?? []) {
        if (bytes.equals(haystack.subarray(at, at + bytes.length))) found(tag, at)
      }
    }
  }
}

function hash(bytes: Buffer, at: number): number {
  return Math.imul(bytes.readUInt32LE(at), 0x9e3779b1) >>> (32 - PREFILTER_BITS)
}
