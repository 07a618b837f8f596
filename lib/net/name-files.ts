import { readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import type { ResolvedAddress } from './resolve.ts'

/** More is not obeyed by anybody (resolv.conf(5)). */
const MAX_DOTS = 15

/** What of resolv.conf is about names; the servers are read from it by Node. */
interface SearchRules {
  /** what is put behind a name, in this order */
  readonly domains: readonly string[]
  /** a name with as many dots is asked for as it is, before it is searched */
  readonly dots: number
}

/** Which addresses a hosts file lists for a name, in its order. Names are in lower case (hosts(5)). */
export function parseHosts(text: string): ReadonlyMap<string, readonly ResolvedAddress[]> {
  const hosts = new Map<string, ResolvedAddress[]>()
  for (const line of text.split('\n')) {
    const [address = '', ...names] = wordsOf(line.replace(/#.*/, ''))
    const family = isIP(address)
    // one with a zone is this link's alone
    if (family === 0 || address.includes('%')) continue
    for (const name of new Set(names.map(plain))) {
      const listed = hosts.get(name) ?? []
      if (!listed.some((known) => known.address === address))
        listed.push({ address, family: family === 6 ? 6 : 4 })
      hosts.set(name, listed)
    }
  }
  return hosts
}

/** The later of `search` and `domain` counts (resolv.conf(5)). */
export function parseSearchRules(text: string): SearchRules {
  let domains: readonly string[] = []
  let dots = 1
  for (const line of text.split('\n')) {
    const [keyword, ...words] = wordsOf(line)
    if (keyword === 'search') domains = words
    if (keyword === 'domain') domains = words.slice(0, 1)
    if (keyword !== 'options') continue
    const [, count] = words.map((word) => /^ndots:(\d+)$/.exec(word)).find((match) => match !== null) ?? []
    if (count !== undefined) dots = Math.min(Number(count), MAX_DOTS)
  }
  return { domains: domains.map(plain).filter((domain) => domain !== ''), dots }
}

const wordsOf = (line: string) => line.split(/\s+/).filter((word) => word !== '')
const plain = (name: string) => name.toLowerCase().replace(/\.$/, '')

/**
 * What a file says now: read again when it has changed. One that cannot be read says nothing. It waits for the disk itself,
 * because threads that do so may all be taken.
 */
export function readWhenChanged<T>(path: string, parse: (text: string) => T): () => T {
  let stamp = ''
  let read = parse('')
  return () => {
    const now = stampOf(path)
    if (now !== stamp) read = parse(now === '' ? '' : textOf(path))
    stamp = now
    return read
  }
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? `${stat.ino} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.size}` : ''
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
