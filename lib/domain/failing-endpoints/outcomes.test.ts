import { describe, expect, it } from 'vitest'
import type { FinishedDelivery } from '../deliveries/claim.ts'
import { gatherOutcomes } from './outcomes.ts'

const at = (minute: number) => new Date(Date.UTC(2031, 2, 1, 10, minute))

interface Facts {
  readonly endpointId?: string
  readonly dialect?: string
  readonly url?: string
  readonly manual?: boolean
}

function attempted(minute: number, responseCode: number | null, facts: Facts = {}): FinishedDelivery {
  const { endpointId = 'one', dialect = 'standard', url = 'https://a.example/', manual = false } = facts
  const succeeded = responseCode === 200
  return {
    claim: {
      ...{
        id: `d${minute}`,
        teamId: 'team',
        endpointId,
        messageId: 'm',
        eventType: 'x',
        attempts: 0,
        manual,
      },
      leasedUntil: at(59),
      message: null,
      endpoint: {
        ...{ dialect, url, active: true, tlsVerification: true, payloadVersion: null, signing: true },
        ...{ headers: {}, keys: [] },
      },
    },
    outcome: {
      state: succeeded ? 'succeeded' : 'failed',
      attempt: {
        ...{ id: `a${minute}`, attempt: 1, succeeded, requestUrl: url, requestHeaders: {}, requestBody: '' },
        ...{ responseCode, responseHeaders: null, responseBody: null, durationMs: 1, sentAt: at(minute) },
        errorCode: responseCode === null ? 'timeout' : null,
        errorMessage: responseCode === null ? 'No answer came in time.' : null,
      },
    },
  }
}

const gather = (...finished: FinishedDelivery[]) =>
  gatherOutcomes(new Map(), finished, (dialect) => dialect === 'standard')

describe('what attempts came to', () => {
  it('is one streak for failures in a row', () => {
    expect(gather(attempted(1, 500), attempted(2, null)).get('one')).toMatchObject({
      hasArrived: false,
      failed: { firstFailedAt: at(1), lastFailedAt: at(2), failures: 2, lastCode: null },
    })
  })

  it('begins anew after one that arrived', () => {
    expect(gather(attempted(1, 500), attempted(2, 200), attempted(3, 503)).get('one')).toMatchObject({
      hasArrived: true,
      failed: { firstFailedAt: at(3), failures: 1 },
    })
    expect(gather(attempted(1, 500), attempted(2, 200)).get('one')).toMatchObject({ failed: null })
  })

  it('goes on from what was gathered before', () => {
    const before = gather(attempted(1, 500))
    const after = gatherOutcomes(before, [attempted(2, 500)], () => true)
    expect(after.get('one')?.failed).toMatchObject({ firstFailedAt: at(1), failures: 2 })
  })

  it('is apart for each endpoint, and for each address of it', () => {
    const all = gather(
      attempted(1, 500, { endpointId: 'two' }),
      attempted(2, 500),
      attempted(3, 500, { url: 'https://b.example/' }),
    )
    expect(all.get('two')?.failed).toMatchObject({ failures: 1 })
    expect(all.get('one')?.failed).toMatchObject({ url: 'https://b.example/', failures: 1 })
  })

  it('takes the time of attempts, whatever order they ended in', () => {
    expect(gather(attempted(5, null), attempted(3, 500)).get('one')?.failed).toMatchObject({
      firstFailedAt: at(3),
      lastFailedAt: at(5),
    })
  })

  it('counts a success by hand, and no failure by hand', () => {
    expect(gather(attempted(1, 500, { manual: true })).size).toBe(0)
    expect(gather(attempted(1, 500), attempted(2, 200, { manual: true })).get('one')).toMatchObject({
      hasArrived: true,
      failed: null,
    })
  })

  it('is nothing for other dialects, nor where nothing was sent', () => {
    const { claim } = attempted(1, 500)
    expect(gather(attempted(1, 500, { dialect: 'storno' })).size).toBe(0)
    expect(gather({ claim, outcome: { state: 'held' } }).size).toBe(0)
  })
})
