/** More are not needed, and old ones are often gone. */
const MAX_KEPT = 40
/** The latest are there most likely. */
const MAX_OFFERED = 5
/** Under which names wires show what a path asks for. */
const ID_NAMES = ['uuid', 'id', 'nano_id', 'user_id', 'name', 'type', 'slug', 'key']

/** What answers said of ids, as paths of single things, for later requests. */
export class KnownIds {
  readonly #byCollection = new Map<string, string[]>()
  readonly #pinned = new Map<string, string[]>()
  readonly #leastStock: number

  /** @param leastStock so many of a kind stay when something is deleted */
  constructor(leastStock: number) {
    this.#leastStock = leastStock
  }

  /** Notes the ids in an answer to a collection: of what it lists, or of what was made in it. `path` as it was asked for. */
  learn(pattern: string, path: string, body: unknown): void {
    if (pattern.includes('/:') && !pattern.endsWith('s')) return
    const actual = bare(path)
    for (const item of itemsOf(body)) {
      for (const name of ID_NAMES) {
        const value = item[name]
        if ((typeof value !== 'string' && typeof value !== 'number') || value === '') continue
        const key = `${pattern} ${name}`
        const found = `${actual}/${encodeURIComponent(String(value).toWellFormed())}`
        const kept = (this.#byCollection.get(key) ?? []).filter((known) => known !== found)
        this.#byCollection.set(key, [...kept, found].slice(-MAX_KEPT))
      }
    }
  }

  /** Something that is offered again and again, and never for deletion. */
  pin(pattern: string, path: string): void {
    this.#pinned.set(pattern, [...(this.#pinned.get(pattern) ?? []), bare(path)])
  }

  /** Paths of things in a collection, for the parameter of that name; of what may go, only while enough is left. */
  of(pattern: string, parameter: string, { mayGo }: { readonly mayGo: boolean }): readonly string[] {
    for (const name of [parameter, ...ID_NAMES]) {
      const found = this.#byCollection.get(`${pattern} ${name}`) ?? []
      if (found.length === 0) continue
      if (mayGo) return found.length > this.#leastStock ? found.slice(-MAX_OFFERED) : []
      return [...(this.#pinned.get(pattern) ?? []), ...found.slice(-MAX_OFFERED)]
    }
    return mayGo ? [] : (this.#pinned.get(pattern) ?? [])
  }

  /** It was deleted, and all below it with it. */
  forget(path: string): void {
    const gone = bare(path)
    for (const [key, kept] of this.#byCollection)
      this.#byCollection.set(
        key,
        kept.filter((known) => known !== gone && !known.startsWith(`${gone}/`)),
      )
  }
}

const bare = (path: string) => (path.split('?', 1)[0] ?? '').replace(/\/$/, '')

type Item = Readonly<Record<string, unknown>>

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The things that an answer is about: itself, what it wraps, or what it lists. */
function itemsOf(body: unknown): readonly Item[] {
  if (Array.isArray(body)) return body.filter(isItem)
  if (!isItem(body)) return []
  const inner = ['data', 'items', 'results'].flatMap((name) => (name in body ? [body[name]] : []))
  return inner.length > 0 ? inner.flatMap(itemsOf) : [body]
}
