import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { doors } from '#lib/dialects/doors.ts'
import { profiles } from '#lib/dialects/registry.ts'
import { openApiDocument, openApiPath } from './document.ts'
import { openApiRoutes } from './routes.ts'
import { readSamples } from './samples.ts'

const origin = 'https://hooks.example'
const routes = openApiRoutes({ doors, origin })

interface Described {
  readonly operationId: string
  readonly requestBody?: { readonly required: boolean }
  readonly responses: Readonly<Record<string, unknown>>
}
type Documented = Record<string, Record<string, Described>>

describe.each(Object.entries(doors))('%s', (name, api) => {
  const document = openApiDocument(api, { origin, samples: readSamples(name) })
  const paths = document.paths as Documented

  test('is OpenAPI 3.1, by its meta-schema, and its references lead somewhere', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)))
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
  })

  test('has every operation of the door, with all its answers, under a name of its own', () => {
    const missing = api.operations.filter(({ name: id, method, path, doc }) => {
      const found = paths[openApiPath(path, api)]?.[method.toLowerCase()]
      return (
        found?.operationId !== id || Object.keys(doc.answers).some((status) => !(status in found.responses))
      )
    })
    expect(missing.map((operation) => operation.name)).toEqual([])
    expect(new Set(api.operations.map((operation) => operation.name)).size).toBe(api.operations.length)
    const listed = Object.values(paths).flatMap((methods) => Object.keys(methods))
    expect(listed).toHaveLength(api.operations.length)
  })

  test('is below the paths that the server hands over', () => {
    const outside = api.operations.filter(
      ({ path }) => !api.paths.some((root) => path === root || path.startsWith(`${root}/`)),
    )
    expect(outside.map(({ path }) => path)).toEqual([])
  })

  test('asks for credentials that are described, and for a body where one is needed', () => {
    const { securitySchemes } = document.components as { securitySchemes: object }
    const accepted = api.accepts.flat()
    expect(accepted.length).toBeGreaterThan(0)
    expect([...new Set(accepted)].sort()).toEqual(Object.keys(securitySchemes).sort())
    expect(document.security).toEqual(
      api.accepts.map((names) => Object.fromEntries(names.map((one) => [one, []]))),
    )
    for (const { method, path, doc } of api.operations) {
      const found = paths[openApiPath(path, api)]?.[method.toLowerCase()]
      const expected = doc.body ? !doc.bodyOptional : undefined
      expect([path, found?.requestBody?.required]).toEqual([path, expected])
    }
  })

  test('tells of every operation how it refuses: credential, permission, limit, what is not there, faults of ours', () => {
    const silent = api.operations.flatMap(({ name: id, path, doc }) => {
      const needed = [401, 403, 429, 500, 503, ...(/:\w+$/.test(path) ? [404] : [])]
      return needed.filter((status) => !(status in doc.answers)).map((status) => `${id} ${status}`)
    })
    expect(silent).toEqual([])
  })

  test('is served as JSON for anybody, and not sent again while it is the same', async () => {
    const answer = await routes.request(`/openapi/${name}.json`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(document)))
    const etag = answer.headers.get('etag') ?? ''
    expect(answer.headers.get('cache-control')).toBe('public, no-cache')
    const again = await routes.request(`/openapi/${name}.json`, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const other = await routes.request(`/openapi/${name}.json`, { headers: { 'if-none-match': '"x"' } })
    expect(other.status).toBe(200)
  })
})

test('paths are written as the contract writes them: with a slash at their end where it does', () => {
  const ends = Object.entries(doors).flatMap(([name, api]) =>
    Object.keys(openApiDocument(api, { origin, samples: {} }).paths as object).map((path) => [
      name,
      path.endsWith('/'),
    ]),
  )
  expect(ends.filter(([name, isSlash]) => isSlash !== (name === 'selfcommunity'))).toEqual([])
})

test('the index names every document once', async () => {
  const { documents } = (await (await routes.request('/openapi')).json()) as {
    documents: { name: string; document: string; reference: string }[]
  }
  expect(documents.map(({ name }) => name).sort()).toEqual(Object.keys(doors).sort())
  for (const { document, reference } of documents)
    for (const path of [document, reference]) expect((await routes.request(path)).status).toBe(200)
})

test('every dialect has a door', () => {
  expect(Object.keys(doors).sort()).toEqual(profiles.map(({ dialect }) => dialect).sort())
})

test.each([
  ['GET', '/openapi/nothing.json', 404],
  ['GET', '/openapi/__proto__.json', 404],
  ['GET', '/openapi/constructor.json', 404],
  ['GET', '/openapi/vendaze', 405],
  ['POST', '/openapi/vendaze.json', 405],
  ['GET', '/reference/nothing', 404],
  ['GET', '/reference/assets/1.0.0/standalone.esm.js', 404],
  ['GET', '/reference/assets/../../package.json', 404],
])('%s %s is %i', async (method, path, status) => {
  expect((await routes.request(path, { method })).status).toBe(status)
})
