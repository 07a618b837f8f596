import { createHash } from 'node:crypto'

/** What differs between runs: ids, secrets, signatures, names of made-up teams and people. */
const CHANGING: readonly RegExp[] = [
  /(?:(?<=\bmsg_)|\b)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
  /(?<=\bv1,)[A-Za-z0-9+/]{43}=/g,
  /\bwhsec_[A-Za-z0-9+/=]{32,}/g,
  /\b(?:wh|ws|we|ep)_[A-Za-z0-9_-]{12,}/g,
  /\b(?:ak|uak|af)_[A-Za-z0-9]{12,}/g,
  /\b[0-9a-f]{32,}\b/g,
  /(?<=\/invite\/)[A-Za-z0-9_-]{16,}/g,
  /\bt-[a-z0-9]{12}\b/g,
  /(?<=\b(?:owner|admin|developer|support|viewer) )[0-9a-f]{6}\b/g,
  /(?<=")[0-9a-f]{4}(?=\.\.\.")/g,
]
const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?/g
/** Written beside the request, and seen by the next one or by a later one. */
const LAST_USE = /(?<="last_used_at": ")[^"]+/g
/** Counted over all teams; a walk has one endpoint with such a number, and one message. */
const NUMBER = /(?<="event": (?:\[\s*)?|"id": |\/webhook\/endpoint\/)\d+\b/g

/**
 * Replaces what differs between runs by what is the same in all of them and looks alike: the same text always by the same,
 * different texts by different ones. Times that are not of the walk's day are put at its beginning.
 */
export class StableText {
  readonly #known = new Map<string, string>()
  readonly #start: string

  constructor(start: Date) {
    this.#start = start.toISOString().slice(0, 19)
  }

  of(text: string): string {
    const replaced = CHANGING.reduce(
      (current, pattern) => current.replaceAll(pattern, (match) => this.#standInFor(match)),
      text,
    )
    const day = this.#start.slice(0, 10)
    return replaced
      .replaceAll(TIME, (match, fraction: string | undefined) =>
        match.startsWith(day) ? match : this.#start + (fraction?.replaceAll(/\d/g, '0') ?? ''),
      )
      .replaceAll(NUMBER, '1')
      .replaceAll(LAST_USE, `${this.#start}.000Z`)
  }

  #standInFor(match: string): string {
    // a stand-in is found again by the patterns that come later
    const known = this.#known.get(match)
    if (known !== undefined) return known
    const whole = [...this.#known].find(([text]) => isMaskOf(match, text))
    const made = whole ? whole[1].slice(0, match.length) : lookAlike(match, this.#known.size)
    this.#known.set(match, made)
    this.#known.set(made, made)
    return made
  }
}

/** The beginning of a secret, as masks show it. */
function isMaskOf(shown: string, secret: string): boolean {
  return shown.length === 4 && secret.length > 4 && secret.startsWith(shown)
}

const PREFIX = /^[a-z]+_|^t-/
const HEX = '0123456789abcdef'
const LOWER = '0123456789abcdefghijklmnopqrstuvwxyz'
const MIXED = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`

/** As long, and of the same characters. Prefixes, dashes and padding stay, and what marks a UUID is there. */
function lookAlike(text: string, seed: number): string {
  const kept = PREFIX.exec(text)?.[0].length ?? 0
  const isUuid = /^[0-9a-f]{8}-/.test(text)
  const isHex = /^[0-9a-f-]+$/.test(text.slice(kept))
  const alphabet = isHex ? HEX : text.startsWith('t-') ? LOWER : MIXED
  const random = digits(seed)
  return [...text]
    .map((char, at) => {
      if (at < kept || char === '=' || (isUuid && (char === '-' || at === 14))) return char
      if (isUuid && at === 19) return '8'
      return alphabet[random(at) % alphabet.length]
    })
    .join('')
}

function digits(seed: number): (at: number) => number {
  const blocks = new Map<number, Buffer>()
  return (at) => {
    const block = Math.floor(at / 32)
    const bytes = blocks.get(block) ?? createHash('sha256').update(`${seed}:${block}`).digest()
    blocks.set(block, bytes)
    return bytes[at % 32] ?? 0
  }
}
