import type { APIResponse, Page, Request } from '@playwright/test'
import { actionName } from '#e2e/harness/action-names.ts'

/** A call of a server action, as the browser sent it. */
export interface ActionCall {
  readonly action: string
  /** the one argument that all actions take */
  readonly input: Record<string, unknown>
  readonly request: Request
}

function callOf(request: Request): ActionCall | undefined {
  const id = request.headers()['next-action']
  if (id === undefined || request.method() !== 'POST') return undefined
  const [input] = JSON.parse(request.postData() ?? '[]') as [Record<string, unknown>]
  return { action: actionName(id), input, request }
}

const isNotStatic = (url: URL) => !url.pathname.startsWith('/_next/')

/** All calls that the page makes from now on, of one action or of any. */
export function watchCalls(page: Page, action?: string): readonly ActionCall[] {
  const calls: ActionCall[] = []
  page.on('request', (request) => {
    const call = callOf(request)
    if (call && (action === undefined || call.action === action)) calls.push(call)
  })
  return calls
}

/** Resolves when the page's next call of the action is answered. */
export async function answerTo(page: Page, action: string): Promise<void> {
  await page.waitForResponse((answer) => callOf(answer.request())?.action === action)
}

/** Does something that calls the action once, and waits until it is answered. */
export async function callBy(page: Page, action: string, deed: () => Promise<unknown>): Promise<ActionCall> {
  const calls = watchCalls(page, action)
  const answered = answerTo(page, action)
  await deed()
  await answered
  const [call, ...more] = calls
  if (!call || more.length > 0) throw new Error(`${action} was called ${calls.length} times.`)
  return call
}

/** Lets the page's next call of an action go out with another input. */
export async function tamperWithNext(
  page: Page,
  action: string,
  change: (input: Record<string, unknown>) => unknown,
): Promise<void> {
  let isDone = false
  await page.route(isNotStatic, async (route) => {
    const call = callOf(route.request())
    if (isDone || call?.action !== action) return route.fallback()
    isDone = true
    await route.continue({ postData: JSON.stringify([change(call.input)]) })
  })
}

/** Lets the page's calls of an action get no answer at all, until the returned function is called. */
export async function cutOff(page: Page, action: string): Promise<() => Promise<void>> {
  await page.route(isNotStatic, (route) =>
    callOf(route.request())?.action === action ? route.abort('connectionfailed') : route.fallback(),
  )
  return () => page.unroute(isNotStatic)
}

/** What a server action answers; which of the three is there says what happened. */
export interface ActionAnswer {
  readonly data?: Record<string, unknown>
  readonly serverError?: { readonly code: string; readonly message: string }
  readonly validationErrors?: unknown
  /** everything that came, as text */
  readonly text: string
}

/**
 * Sends a call again with the cookies of `page` and another body: `input` as JSON, or as the text that shall stand there.
 */
export async function replay(
  page: Page,
  call: ActionCall,
  input: Record<string, unknown> | string,
): Promise<ActionAnswer> {
  const headers = await call.request.allHeaders()
  const kept = ['next-action', 'next-router-state-tree', 'content-type', 'accept', 'origin']
  const answer = await page.request.post(call.request.url(), {
    headers: Object.fromEntries(kept.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
    data: `[${typeof input === 'string' ? input : JSON.stringify(input)}]`,
  })
  return readAnswer(answer)
}

async function readAnswer(answer: APIResponse): Promise<ActionAnswer> {
  const text = await answer.text()
  for (const line of text.split('\n')) {
    const [, json] = /^[0-9a-f]+:(\{.*\})$/.exec(line) ?? []
    const row = json === undefined ? {} : (JSON.parse(json) as Partial<ActionAnswer>)
    if (row.data ?? row.serverError ?? row.validationErrors) return { ...row, text }
  }
  return { text }
}
