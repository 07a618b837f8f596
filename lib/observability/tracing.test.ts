import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTraceCollector, type TraceCollector } from '#lib/testing/trace-collector.ts'
import { inSpan, startTracing, stopTracing } from './tracing.ts'

describe('with an endpoint', () => {
  let collector: TraceCollector
  beforeEach(async () => {
    collector = await startTraceCollector()
    await startTracing({ endpoint: `${collector.endpoint}/`, headers: new Map([['x-tenant', 'blue']]) })
  })
  afterEach(async () => {
    await stopTracing()
    await collector.close()
  })

  it('sends spans, each below the one it was opened in', async () => {
    await inSpan('outer', { a: 1 }, async (span) => {
      await Promise.all([inSpan('left', {}, async () => {}), inSpan('right', {}, async () => {})])
      span.set({ b: 'two' })
    })
    await inSpan('another', {}, async () => {})
    await stopTracing()
    const named = (name: string) => collector.spans.find((span) => span.name === name)
    const outer = named('outer')
    expect(outer).toMatchObject({ kind: 1, status: 0, attributes: { a: 1, b: 'two' } })
    expect(outer?.parentSpanId).toBeUndefined()
    for (const name of ['left', 'right'])
      expect(named(name)).toMatchObject({ traceId: outer?.traceId, parentSpanId: outer?.spanId })
    expect(named('another')?.traceId).not.toBe(outer?.traceId)
    expect(collector.headers[0]).toMatchObject({ 'x-tenant': 'blue' })
  })

  it('marks what failed, without the words of the error', async () => {
    const failure = new TypeError('whsec_c2VjcmV0')
    await expect(inSpan('deed', {}, () => Promise.reject(failure))).rejects.toBe(failure)
    await inSpan('try', {}, async (span) => span.fail('timeout'))
    await stopTracing()
    expect(collector.spans).toMatchObject([
      { name: 'deed', status: 2, attributes: { 'error.type': 'TypeError' } },
      { name: 'try', status: 2, attributes: { 'error.type': 'timeout' } },
    ])
    expect(JSON.stringify(collector.spans)).not.toContain('whsec')
  })

  it('goes on with the trace of the caller, where it names one rightly', async () => {
    const [traceId, parentSpanId] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']
    const from = (name: string, traceparent: string) =>
      inSpan(name, {}, async () => {}, { kind: 'server', traceparent })
    await from('called', `00-${traceId}-${parentSpanId}-00`)
    await from('zero', `00-${'0'.repeat(32)}-${parentSpanId}-01`)
    await from('broken', 'nonsense')
    await stopTracing()
    expect(collector.spans).toMatchObject([
      { name: 'called', kind: 2, traceId, parentSpanId },
      { name: 'zero' },
      { name: 'broken' },
    ])
    for (const span of collector.spans.slice(1)) expect(span.parentSpanId).toBeUndefined()
  })
})

describe('without an endpoint', () => {
  it('just does the work', async () => {
    expect(await inSpan('deed', {}, async (span) => span.set({ a: 1 }) ?? 'done')).toBe('done')
  })

  it('loads nothing of OpenTelemetry', async () => {
    const root = path.resolve(import.meta.dirname, '../..')
    const script = `
      import { registerHooks } from 'node:module'
      const seen = []
      registerHooks({ resolve: (name, context, next) => { seen.push(name); return next(name, context) } })
      const { inSpan } = await import('#lib/observability/tracing.ts')
      await inSpan('deed', {}, async () => {})
      console.log(JSON.stringify(seen))`
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--no-warnings', '-e', script],
      { cwd: root },
    )
    const seen: string[] = JSON.parse(stdout)
    expect(seen).toContain('#lib/observability/tracing.ts')
    expect(seen.filter((name) => name.startsWith('@opentelemetry'))).toEqual([])
  })
})
