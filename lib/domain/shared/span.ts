import { processSingleton } from '#lib/process-singleton.ts'

type Attributes = Readonly<Record<string, string | number | boolean>>

/** Does the work within a span of a trace. */
export type InSpan = <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>

const holder = () => processSingleton<{ inSpan: InSpan | null }>('domain-spans', () => ({ inSpan: null }))

/** Called where the process is put together; the core knows no tracing library. */
export function provideSpans(inSpan: InSpan | null): void {
  holder().inSpan = inSpan
}

/** Does the work, and lets a trace show it where there is one. Throws what the work throws. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const { inSpan } = holder()
  return inSpan ? inSpan(name, attributes, work) : work()
}
