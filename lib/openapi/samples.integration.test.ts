import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { makeCourier } from '#lib/delivery/courier.ts'
import { doors } from '#lib/dialects/doors.ts'
import { provideCourier } from '#lib/domain/deliveries/courier.ts'
import type { Sender } from '#lib/net/send-request.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { drivers } from '#lib/testing/conformance/drivers.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { testServices } from '#lib/testing/door.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { samplesJson, samplesPage } from '#lib/testing/samples/pages.ts'
import { StableText } from '#lib/testing/samples/stable.ts'
import { Walker } from '#lib/testing/samples/walker.ts'
import { walks } from '#lib/testing/samples/walks.ts'
import { SAMPLES_FOLDER } from './samples.ts'

useDatabase()
afterEach(() => provideCourier(null))

/** Whatever is sent arrives, after the same time in all runs. */
const obliging: Pick<Sender, 'send'> = {
  send: async () => ({ status: 200, headers: {}, body: 'ok', bodyIsCut: false, durationMs: 12 }),
}
function onError(error: unknown): never {
  throw error
}

const start = new Date('2026-05-26T14:00:00.000Z')
const PAGES_FOLDER = path.join(SAMPLES_FOLDER, '..', 'api')

// to write them anew: npx vitest run --project integration lib/openapi/samples -u
describe.each(Object.entries(doors))('%s', (dialect, api) => {
  test('the samples in the docs are what the door answers', async () => {
    const driver = drivers.find((one) => one.dialect === dialect)
    const walk = walks[dialect]
    if (!driver || !walk) throw new Error(`${dialect} has no driver, or no walk.`)
    const clock = fakeClock(start)
    const team = await makeTeam()
    const { manager } = await driver.credentials(team)
    const walker = new Walker(api, { app: api.routes(testServices({ clock })), clock, credentials: manager })
    provideCourier(makeCourier({ clock, sender: obliging, random: () => 0, onError }))
    await walk(walker, team, start)

    const shown = new Set(
      walker.steps.filter(({ status }) => status < 300).map(({ operation }) => operation.name),
    )
    const missing = api.operations.map(({ name }) => name).filter((name) => !shown.has(name))
    expect(missing, 'operations without a sample: add them to the walk').toEqual([])

    const stable = new StableText(start)
    await expect(samplesPage(api, walker.steps, stable)).toMatchFileSnapshot(
      path.join(PAGES_FOLDER, `${dialect}.md`),
    )
    await expect(samplesJson(walker.steps, stable)).toMatchFileSnapshot(
      path.join(SAMPLES_FOLDER, `${dialect}.json`),
    )
  })
})
