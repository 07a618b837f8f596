import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { actionName } from '#e2e/harness/action-names.ts'
import type { ActionCall } from './action-calls.ts'

/**
 * Holds back the page's next call of `action`, hands it to `inspect`, and lets it go on when that is done. The returned
 * function waits for what the server then answers.
 */
export type HoldNext = (action: string, inspect: (call: ActionCall) => Promise<void>) => () => Promise<string>

/** Stands between a page and the server for as long as the page lives, so that no request meets it half built. */
export async function gateCalls(page: Page): Promise<HoldNext> {
  type Held = { inspect: (call: ActionCall) => Promise<void>; answer: PromiseWithResolvers<string> }
  const waiting = new Map<string, Held>()

  await page.route('**', async (route) => {
    const request = route.request()
    const id = request.headers()['next-action']
    const action = id === undefined ? '' : actionName(id)
    const held = waiting.get(action)
    if (!held) return route.fallback()
    waiting.delete(action)
    try {
      const [input] = JSON.parse(request.postData() ?? '[]') as [Record<string, unknown>]
      await held.inspect({ action, input, request })
      // read here, because a page that is left takes its answers along
      const response = await route.fetch({ maxRedirects: 0 })
      held.answer.resolve(await response.text())
      await route.fulfill({ response })
    } catch (error) {
      held.answer.reject(error)
      await route.abort()
    }
  })

  return (action, inspect) => {
    const answer = Promise.withResolvers<string>()
    // a failure is told by who waits for it
    answer.promise.catch(() => {})
    waiting.set(action, { inspect, answer })
    return () => answer.promise
  }
}

/** The names of all server actions of the build. */
export function allActions(): string[] {
  const manifest = readFileSync('.next/server/server-reference-manifest.json', 'utf8')
  const { node } = JSON.parse(manifest) as { node: Record<string, { exportedName?: string }> }
  return Object.values(node).map(({ exportedName }) => exportedName ?? '')
}
