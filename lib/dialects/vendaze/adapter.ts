import type { DialectAdapter } from '#lib/dialects/kit/adapter.ts'
import { encodeDelivery } from './deliver.ts'
import { vendazeProfile } from './profile.ts'
import { sampleMessage } from './samples.ts'

export const vendazeAdapter: DialectAdapter = { profile: vendazeProfile, encodeDelivery, sampleMessage }
