import { afterEach, expect, test } from 'vitest'
import { captureConsole } from './capture-console.ts'
import { makeLogger } from './logger.ts'

const own = { ...console }
afterEach(() => void Object.assign(console, own))

/** What `write` leaves in the log: its level, and what is said. */
function captured(write: () => void): string[] {
  const lines: string[] = []
  captureConsole(makeLogger('trace', { write: (line) => lines.push(line) }))
  write()
  return lines.map((line) => {
    const { level, msg } = JSON.parse(line) as { level: string; msg: string }
    return `${level} ${msg}`
  })
}

test('what libraries write to the console goes to the log', () => {
  const lines = captured(() => {
    console.log('\u001b[32mready\u001b[39m')
    console.warn('old')
    console.error(new Error('broken'))
    console.error('of a page', Object.assign(new Error('elsewhere'), { digest: '1' }))
  })
  expect(lines).toEqual(['debug ready', 'warn old', 'error broken'])
})

test('a client that left in the middle of its request is no error', () => {
  const left = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
  expect(captured(() => console.error(left))).toEqual(['debug aborted'])
  expect(captured(() => console.error(new Error('aborted')))).toEqual(['error aborted'])
})
