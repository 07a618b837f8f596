import type { Take } from './effort.ts'

/** A regular expression that cannot run away: its time grows with the text's length, whatever the text. */
export interface LinearPattern {
  /** how long it is, in steps that a character can take */
  readonly size: number
  /** Throws `OutOfSteps`. */
  test(text: string): boolean
  /** the pattern */
  toString(): string
}

const MAX_STEPS = 500
const MAX_LENGTH = 1_000
/** Other characters are asked of the engine each time: it takes about so many steps. */
const ASCII = 128
const STEPS_BEYOND_ASCII = 8
/** What a text takes before its first character. */
const STEPS_TO_BEGIN = 8

type Step =
  | { readonly kind: 'one'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'split'; readonly to: readonly number[] }
  | {
      readonly kind: 'edge'
      readonly holds: (before: string | undefined, after: string | undefined) => boolean
    }
  | { readonly kind: 'end' }

type Node =
  | { readonly kind: 'one'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'edge'; readonly source: string }
  | { readonly kind: 'all'; readonly of: readonly Node[] }
  | { readonly kind: 'any'; readonly of: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }

/**
 * Reads a JavaScript pattern as with the flag `u`. All ways through it are followed side by side, one character after
 * another, so nothing is ever tried twice. References back, looking around and patterns of many steps are refused.
 * What it does is told to `take`. Throws an error whose message is a sentence.
 */
export function linearPattern(source: string, take: Take): LinearPattern {
  if (source.length > MAX_LENGTH) throw new Error(`${shown(source)} is too long.`)
  try {
    new RegExp(source, 'u')
  } catch {
    throw new Error(`${shown(source)} is not a regular expression.`)
  }
  const steps: Step[] = []
  emit(parsePattern(source), steps, source)
  push(steps, { kind: 'end' }, source)
  const what = named(source)
  const walk = walker(steps)
  return {
    size: steps.length,
    test: (text) => walk(text, (taken) => take(taken, { what, text })),
    toString: () => source,
  }
}

const named = (source: string) => `the pattern ${source.length > 60 ? `${source.slice(0, 60)}…` : source}`
const shown = (source: string) => named(source).replace('t', 'T')

/** The whole is known to be a valid pattern, so that only its structure has to be found. */
function parsePattern(source: string): Node {
  let at = 0
  const refuse = (what: string): never => {
    throw new Error(`${shown(source)} uses ${what}, which is not possible here.`)
  }
  const take = (expression: RegExp): string | undefined => {
    expression.lastIndex = at
    const [text] = expression.exec(source) ?? []
    if (text !== undefined) at += text.length
    return text
  }

  function choice(): Node {
    const of: Node[] = [sequence()]
    while (take(/\|/y)) of.push(sequence())
    return of.length === 1 && of[0] ? of[0] : { kind: 'any', of }
  }

  function sequence(): Node {
    const of: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') of.push(repeated(atom()))
    return { kind: 'all', of }
  }

  function atom(): Node {
    if (take(/\((?:\?:|\?<[^=!>][^>]*>)?(?!\?)/y)) {
      const inner = choice()
      at += 1
      return inner
    }
    if (source[at] === '(') return refuse('looking around or flags')
    const edge = take(/\^|\$|\\[bB]/y)
    if (edge) return { kind: 'edge', source: edge }
    if (/^\\(?:[1-9]|k)/.test(source.slice(at, at + 2))) return refuse('references back')
    const one =
      take(/\[(?:\\.|[^\]\\])*\]/suy) ??
      take(
        /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|.)/suy,
      ) ??
      take(/./suy) ??
      ''
    return { kind: 'one', fits: oneCharacter(one) }
  }

  function repeated(node: Node): Node {
    const mark = take(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y)
    if (!mark) return node
    if (mark.startsWith('*')) return { kind: 'repeat', node, min: 0, max: Number.POSITIVE_INFINITY }
    if (mark.startsWith('+')) return { kind: 'repeat', node, min: 1, max: Number.POSITIVE_INFINITY }
    if (mark.startsWith('?')) return { kind: 'repeat', node, min: 0, max: 1 }
    const [min = '0', max] = mark.replace(/^\{|\}\??$/g, '').split(',')
    const most = max === undefined ? Number(min) : max === '' ? Number.POSITIVE_INFINITY : Number(max)
    return { kind: 'repeat', node, min: Number(min), max: most }
  }

  return choice()
}

function push(steps: Step[], step: Step, source: string): number {
  if (steps.length >= MAX_STEPS) throw new Error(`${shown(source)} is too long.`)
  return steps.push(step) - 1
}

/** Writes the steps of a node; what follows it stands at the end of `steps`. */
function emit(node: Node, steps: Step[], source: string): void {
  switch (node.kind) {
    case 'one':
      push(steps, { kind: 'one', fits: node.fits }, source)
      return
    case 'edge':
      push(steps, { kind: 'edge', holds: edges[node.source] ?? (() => false) }, source)
      return
    case 'all':
      for (const part of node.of) emit(part, steps, source)
      return
    case 'any':
      emitChoice(node.of, steps, source)
      return
    case 'repeat':
      emitRepeat(node, steps, source)
  }
}

function emitChoice(of: readonly Node[], steps: Step[], source: string): void {
  const fork = push(steps, { kind: 'split', to: [] }, source)
  const starts: number[] = []
  const exits: number[] = []
  for (const part of of) {
    starts.push(steps.length)
    emit(part, steps, source)
    exits.push(push(steps, { kind: 'split', to: [] }, source))
  }
  steps[fork] = { kind: 'split', to: starts }
  for (const exit of exits) steps[exit] = { kind: 'split', to: [steps.length] }
}

function emitRepeat(
  { node, min, max }: { readonly node: Node; readonly min: number; readonly max: number },
  steps: Step[],
  source: string,
): void {
  if (min > MAX_STEPS || (max !== Number.POSITIVE_INFINITY && max > MAX_STEPS))
    throw new Error(`${shown(source)} repeats too often.`)
  const first = steps.length
  for (let i = 0; i < min; i++) {
    emit(node, steps, source)
    // nothing, however often
    if (steps.length === first) return
  }
  if (max === Number.POSITIVE_INFINITY) {
    const fork = push(steps, { kind: 'split', to: [] }, source)
    emit(node, steps, source)
    push(steps, { kind: 'split', to: [fork] }, source)
    steps[fork] = { kind: 'split', to: [fork + 1, steps.length] }
    return
  }
  const forks: number[] = []
  for (let i = min; i < max; i++) {
    forks.push(push(steps, { kind: 'split', to: [] }, source))
    emit(node, steps, source)
  }
  for (const fork of forks) steps[fork] = { kind: 'split', to: [fork + 1, steps.length] }
}

const isWord = (character: string | undefined) => character !== undefined && /^\w$/.test(character)

const edges: Readonly<Record<string, (before: string | undefined, after: string | undefined) => boolean>> = {
  '^': (before) => before === undefined,
  $: (_, after) => after === undefined,
  '\\b': (before, after) => isWord(before) !== isWord(after),
  '\\B': (before, after) => isWord(before) === isWord(after),
}

/** The engine judges single characters alone, and the usual ones once. */
function oneCharacter(source: string): (character: string) => boolean {
  if (/^[\w\s-]$/.test(source)) return (character) => character === source
  const expression = new RegExp(`^(?:${source})$`, 'u')
  // 1 fits, 2 does not
  const known = new Uint8Array(ASCII)
  return (character) => {
    const code = character.charCodeAt(0)
    if (code >= ASCII) return expression.test(character)
    if (known[code] === 0) known[code] = expression.test(character) ? 1 : 2
    return known[code] === 1
  }
}

/** Tells how many steps each character took. */
function walker(steps: readonly Step[]): (text: string, took: (steps: number) => void) => boolean {
  // the round in which a step was reached last; nothing here is entered twice at once
  const reachedIn = new Uint32Array(steps.length)
  let round = 0
  return (text, took) => {
    took(STEPS_TO_BEGIN)
    let alive: number[] = []
    let before: string | undefined
    const characters = text[Symbol.iterator]()
    for (;;) {
      const { value: after, done } = characters.next()
      round += 1
      if (round > 0xffff_ffff) {
        reachedIn.fill(0)
        round = 1
      }
      const next: number[] = []
      const stack = [0, ...alive]
      let taken = 0
      for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
        taken += 1
        if (reachedIn[at] === round) continue
        reachedIn[at] = round
        const step = steps[at]
        if (step?.kind === 'end') {
          took(taken)
          return true
        }
        if (step?.kind === 'split') stack.push(...step.to)
        else if (step?.kind === 'edge') {
          if (step.holds(before, done ? undefined : after)) stack.push(at + 1)
        } else if (!done && step?.fits(after)) next.push(at + 1)
      }
      took(after !== undefined && after.charCodeAt(0) >= ASCII ? taken * STEPS_BEYOND_ASCII : taken)
      if (done) return false
      alive = next
      before = after
    }
  }
}
