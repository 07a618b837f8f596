import { describe, expect, it } from 'vitest'
import { type Logger, makeLogger } from './logger.ts'
import { withRequestContext } from './request-context.ts'
import { formatForTerminal } from './terminal-format.ts'

/** What the log holds after `write`, as it is written and as objects. */
function logged(write: (log: Logger) => void) {
  const lines: string[] = []
  write(makeLogger('info', { write: (line) => lines.push(line) }))
  return { text: lines.join(''), entries: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

describe('the log', () => {
  it('masks secrets in fields, errors and messages', () => {
    const { text, entries } = logged((log) => {
      log.info(
        { headers: { authorization: 'Bearer sesame-one', 'x-api-key': 'sesame-two' } },
        'asked with Bearer sesame-three',
      )
      log.error({ err: new Error('whsec_sesame_four') }, 'failed')
      log.error(new Error('whsec_sesame_five'))
      log.info('%s', 'whsec_sesame_six')
    })
    expect(entries).toHaveLength(4)
    expect(text).not.toMatch(/sesame/)
  })

  it('carries the id of the request that causes a line', async () => {
    const { entries } = logged((log) => {
      log.info('before')
      withRequestContext({ requestId: 'r-1' }, () => log.info('during'))
    })
    expect(entries.map((entry) => entry.requestId)).toEqual([undefined, 'r-1'])
  })

  it('leaves out what is below its level', () => {
    expect(logged((log) => log.debug('quiet')).entries).toEqual([])
  })

  it('is short lines in a terminal', () => {
    const { text } = logged((log) =>
      log.info({ method: 'GET', path: '/', status: 200, durationMs: 5 }, 'request'),
    )
    expect(formatForTerminal(text)).toMatch(/GET \/ 200 5 ms/)
  })
})
