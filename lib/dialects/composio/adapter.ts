import type { DialectAdapter } from '#lib/dialects/kit/adapter.ts'
import { encodeDelivery } from './deliver.ts'
import { composioProfile } from './profile.ts'
import { sampleMessage } from './samples.ts'

export const composioAdapter: DialectAdapter = { profile: composioProfile, encodeDelivery, sampleMessage }
