import { composioDrivers } from '#lib/dialects/composio/conformance.fixture.ts'
import { selfcommunityDriver } from '#lib/dialects/selfcommunity/conformance.fixture.ts'
import { standardDriver } from '#lib/dialects/standard/conformance.fixture.ts'
import { stornoDriver } from '#lib/dialects/storno/conformance.fixture.ts'
import { vendazeDriver } from '#lib/dialects/vendaze/conformance.fixture.ts'
import type { ConformanceDriver } from './driver.ts'

/** Every dialect's driver; the suite fails when a dialect of the registry has none. */
export const drivers: readonly ConformanceDriver[] = [
  standardDriver,
  ...composioDrivers,
  selfcommunityDriver,
  stornoDriver,
  vendazeDriver,
]
