import type { DialectAdapter } from '#lib/dialects/kit/adapter.ts'
import { encodeDelivery } from './deliver.ts'
import { stornoProfile } from './profile.ts'
import { sampleMessage } from './samples.ts'

export const stornoAdapter: DialectAdapter = { profile: stornoProfile, encodeDelivery, sampleMessage }
