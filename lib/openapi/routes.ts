import { createHash, randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import { createApiApp, methodNotAllowed, problem } from '#lib/http/api-app.ts'
import { openApiDocument } from './document.ts'
import { findAsset } from './reference-assets.ts'
import { referencePage, referencePolicy } from './reference-page.ts'
import { readSamples } from './samples.ts'

export interface OpenApiOptions {
  /** by the dialect's name, which is in the address */
  readonly doors: Readonly<Record<string, DialectApi | undefined>>
  /** under which programs reach us */
  readonly origin: string
}

export const OPENAPI_PATHS = ['/openapi', '/reference']

/** The names in an index are for people and programs alike. */
interface IndexEntry {
  readonly name: string
  readonly title: string
  readonly document: string
  readonly reference: string
}

/**
 * `GET /openapi`: which documents there are. `GET /openapi/<dialect>.json`: one of them. `GET /reference` and
 * `/reference/<dialect>`: the same to read and to try, from files of our own. Nothing here needs a credential or knows
 * one.
 */
export function openApiRoutes({ doors, origin }: OpenApiOptions): Hono {
  const index = Object.entries(doors).flatMap(([name, api]): IndexEntry[] =>
    api
      ? [{ name, title: api.title, document: `/openapi/${name}.json`, reference: `/reference/${name}` }]
      : [],
  )
  const documents = new Map<string, Tagged>()
  const documentOf = (name: string): Tagged | undefined => {
    const api = Object.hasOwn(doors, name) ? doors[name] : undefined
    if (!api) return undefined
    const made = documents.get(name) ?? tagged(openApiDocument(api, { origin, samples: readSamples(name) }))
    documents.set(name, made)
    return made
  }
  const list = tagged({ documents: index })

  const routes = createApiApp()
  routes.get('/openapi', (c) => answerTagged(c, list))
  routes.get('/openapi/:file{.+\\.json}', (c) => {
    const found = documentOf(c.req.param('file').slice(0, -'.json'.length))
    return found ? answerTagged(c, found) : c.json(problem('not_found', 'There is no such document.'), 404)
  })
  const page = (c: Context, name: string) => {
    const nonce = randomBytes(18).toString('base64')
    c.header('content-security-policy', referencePolicy(nonce))
    c.header('cache-control', 'no-store')
    return c.html(referencePage({ apis: index, current: name, nonce, theme: themeOf(c) }))
  }
  routes.get('/reference', (c) => page(c, index[0]?.name ?? ''))
  routes.get('/reference/assets/*', async (c) => {
    const asset = await findAsset(c.req.path, c.req.header('accept-encoding') ?? '')
    if (!asset) return c.json(problem('not_found', 'There is nothing here.'), 404)
    return c.body(asset.bytes, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(asset.encoding ? { 'content-encoding': asset.encoding } : {}),
    })
  })
  routes.get('/reference/:name', (c) => {
    const name = c.req.param('name')
    const isKnown = index.some((entry) => entry.name === name)
    return isKnown ? page(c, name) : c.json(problem('not_found', 'There is no such reference.'), 404)
  })
  for (const path of ['/openapi', '/openapi/*', '/reference', '/reference/*'])
    routes.all(path, methodNotAllowed('GET', 'HEAD'))
  return routes
}

/** The dashboard keeps the choice in this cookie. */
function themeOf(c: Context): 'light' | 'dark' | null {
  const [, theme] = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(c.req.header('cookie') ?? '') ?? []
  return theme === 'light' || theme === 'dark' ? theme : null
}

interface Tagged {
  readonly text: string
  readonly etag: string
}

function tagged(value: unknown): Tagged {
  const text = JSON.stringify(value)
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
}

/** Asked again each time, and answered with 304 while it is the same. */
function answerTagged(c: Context, { text, etag }: Tagged): Response {
  const headers = { etag, 'cache-control': 'public, no-cache', 'access-control-allow-origin': '*' }
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.includes(etag) || known.includes('*')) return c.body(null, 304, headers)
  return c.body(text, 200, { ...headers, 'content-type': 'application/json' })
}
