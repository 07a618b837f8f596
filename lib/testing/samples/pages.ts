import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import type { OperationSamples } from '#lib/openapi/samples.ts'
import type { StableText } from './stable.ts'
import type { Step } from './walker.ts'

/** Of each operation the first request that succeeded, and the first answer of each status: what the OpenAPI document shows. */
export function samplesJson(steps: readonly Step[], stable: StableText): string {
  const samples = new Map<string, { request?: unknown; answers: Record<string, unknown> }>()
  for (const { operation, request, status, answer } of steps) {
    const known: { request?: unknown; answers: Record<string, unknown> } = samples.get(operation.name) ?? {
      answers: {},
    }
    if (request !== undefined && status < 300) known.request ??= request
    if (answer !== undefined) known.answers[String(status)] ??= answer
    samples.set(operation.name, known)
  }
  const all: Readonly<Record<string, OperationSamples>> = Object.fromEntries(samples)
  return `${stable.of(JSON.stringify(all, null, 2))}\n`
}

/** The walk as a page to read. */
export function samplesPage(api: DialectApi, steps: readonly Step[], stable: StableText): string {
  const parts = steps.map(({ operation, path, headers, request, status, answer }) => {
    const head = [`${operation.method} ${path}`, ...Object.entries(headers).map(([k, v]) => `${k}: ${v}`)]
    return [
      `## ${operation.doc.summary}`,
      fenced('http', [head.join('\n'), ...(request === undefined ? [] : [pretty(request)])].join('\n\n')),
      answer === undefined ? `${status}, without a body.` : `${status}:`,
      ...(answer === undefined ? [] : [fenced('json', pretty(answer))]),
    ].join('\n\n')
  })
  const intro = [
    `# ${api.title}: a walk`,
    'A test asked these requests of a running door, one after the other, and wrote down what came back. Ids, secrets and ' +
      'names are made alike in all runs; the secrets are of no use. The interactive reference is at `/reference`.',
  ]
  return `${stable.of([...intro, ...parts].join('\n\n'))}\n`
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2)
const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``
