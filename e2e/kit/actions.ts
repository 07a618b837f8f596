import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { actionName } from '#e2e/harness/action-names.ts'
import type { ActionCall } from './action-calls.ts'

/**
 * Holds back the page's next call of an action, hands it to `inspect`, and lets it go on when that is done. The returned
 * function waits for what the server then answers.
 */
export async function beforeCall(
  page: Page,
  action: string,
  inspect: (call: ActionCall) => Promise<void>,
): Promise<() => Promise<string>> {
  const answer = Promise.withResolvers<string>()
  // a failure is told by who waits for it
  answer.promise.catch(() => {})
  let seen = false
  const isCall = (url: URL) => !url.pathname.startsWith('/_next/')
  await page.route(isCall, async (route) => {
    const request = route.request()
    const id = request.headers()['next-action']
    if (seen || id === undefined || actionName(id) !== action) return route.fallback()
    seen = true
    try {
      const [input] = JSON.parse(request.postData() ?? '[]') as [Record<string, unknown>]
      await inspect({ action, input, request })
      // read here, because a page that is left takes its answers along
      const response = await route.fetch({ maxRedirects: 0 })
      answer.resolve(await response.text())
      await route.fulfill({ response })
    } catch (error) {
      answer.reject(error)
      await route.abort()
    }
  })
  return async () => {
    const text = await answer.promise
    await page.unroute(isCall)
    return text
  }
}

/** The names of all server actions of the build. */
export function allActions(): string[] {
  const manifest = readFileSync('.next/server/server-reference-manifest.json', 'utf8')
  const { node } = JSON.parse(manifest) as { node: Record<string, { exportedName?: string }> }
  return Object.values(node).map(({ exportedName }) => exportedName ?? '')
}
