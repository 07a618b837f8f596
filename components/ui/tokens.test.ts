import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')
const schemes = ['light', 'dark'] as const
type Scheme = (typeof schemes)[number]

function readTokens(): Map<string, Record<Scheme, string>> {
  const found = css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6,8}), (#[0-9a-f]{6,8})\)/g)
  return new Map(Array.from(found, ([, name = '', light = '', dark = '']) => [name, { light, dark }]))
}

const tokens = readTokens()

function colorOf(name: string, scheme: Scheme): string {
  const token = tokens.get(name)
  if (!token) throw new Error(`globals.css has no token --${name}`)
  return token[scheme]
}

/** WCAG 2.2 relative luminance of #rrggbb. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const surfaces = ['bg', 'panel', 'sunken', 'accent-soft', 'ok-soft', 'warn-soft', 'bad-soft']
const inks = ['text', 'muted', 'faint', 'accent', 'ok', 'warn', 'bad']
const solids = ['accent', 'ok', 'bad']

const pairs = (fronts: string[], backs: string[]) =>
  schemes.flatMap((scheme) => fronts.flatMap((front) => backs.map((back) => [scheme, front, back] as const)))

describe('colour tokens', () => {
  it.each(pairs(inks, surfaces))('%s: text in %s on %s reaches 4.5:1', (scheme, ink, surface) => {
    expect(contrast(colorOf(ink, scheme), colorOf(surface, scheme))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(pairs(['on-solid'], solids))('%s: %s on solid %s reaches 4.5:1', (scheme, ink, solid) => {
    expect(contrast(colorOf(ink, scheme), colorOf(solid, scheme))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(pairs(['bg'], ['text', 'bad']))('%s: %s on solid %s reaches 4.5:1', (scheme, ink, solid) => {
    expect(contrast(colorOf(ink, scheme), colorOf(solid, scheme))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(pairs(['control', 'accent'], surfaces))(
    '%s: %s outlines a control on %s with 3:1',
    (scheme, line, surface) => {
      expect(contrast(colorOf(line, scheme), colorOf(surface, scheme))).toBeGreaterThanOrEqual(3)
    },
  )

  it('are all known to tailwind.config.ts', async () => {
    const { default: config } = await import('../../tailwind.config.ts')
    const known = Object.keys(config.theme?.colors ?? {})
    expect([...tokens.keys()].filter((name) => name !== 'shadow-tint' && !known.includes(name))).toEqual([])
  })
})
