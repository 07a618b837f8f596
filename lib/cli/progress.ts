import { styleText } from 'node:util'

const TICK_MS = 1_000
/** Back to the beginning of the terminal's line, and empties it. */
export const CLEAR_LINE = '\r\x1b[K'

let isQuiet = false

/** From now on nothing is shown, because the output is for a program. */
export function hideProgress(): void {
  isQuiet = true
}

/**
 * Shows a step while it runs and how long it took. In a terminal it is one line that changes; elsewhere it is a
 * line at the beginning, and one at the end of a step that took noticeably long.
 */
export async function step<T>(doing: string, task: () => Promise<T>): Promise<T> {
  if (isQuiet) return task()
  const startedAt = performance.now()
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  const out = process.stdout
  if (!out.isTTY) {
    out.write(`${doing}…\n`)
    const result = await task()
    if (performance.now() - startedAt > TICK_MS) out.write(`${doing}: done in ${seconds()}\n`)
    return result
  }
  const show = () =>
    out.write(`${CLEAR_LINE}${styleText('dim', '·')} ${doing}… ${styleText('dim', seconds())}`)
  show()
  const ticker = setInterval(show, TICK_MS)
  let mark = styleText('red', '✗')
  try {
    const result = await task()
    mark = styleText('green', '✓')
    return result
  } finally {
    clearInterval(ticker)
    out.write(`${CLEAR_LINE}${mark} ${doing} ${styleText('dim', seconds())}\n`)
  }
}

/** One line for the person who started the command; in a terminal, above the step that runs. */
export function say(line = ''): void {
  if (isQuiet) return
  process.stdout.write(`${process.stdout.isTTY ? CLEAR_LINE : ''}${line}\n`)
}
