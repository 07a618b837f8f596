import type { Page } from '@playwright/test'
import type { RecordedAnswer } from '#lib/testing/answers.ts'
import { encodingsOf } from '#lib/testing/encodings.ts'

/** Whether a text holds the secret, as it is or encoded. */
export function holds(text: string, secret: string): boolean {
  const haystack = Buffer.from(text)
  return encodingsOf(Buffer.from(secret)).some(({ bytes }) => haystack.includes(bytes))
}

/** What was asked for where the answer holds the secret: actions by name, all else by method and path. */
export function holding(answers: readonly RecordedAnswer[], secret: string): string[] {
  return answers.filter(({ body }) => holds(body, secret)).map(({ operation }) => operation)
}

/** Where the secret can be found in a page and in what its browser keeps: in no place is what is hoped for. */
export async function placesOf(page: Page, secret: string): Promise<string[]> {
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]))
  const places = { document: await page.content(), address: page.url(), storage: kept }
  return Object.entries(places).flatMap(([name, text]) => (holds(text, secret) ? [name] : []))
}

/** Fetches a page as a document, and as the data of a page change. */
export async function fetchPage(page: Page, path: string): Promise<void> {
  for (const headers of [{}, { RSC: '1', 'Next-Url': path }]) await page.request.get(path, { headers })
}
