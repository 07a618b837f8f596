import type { DialectAdapter } from '#lib/dialects/kit/adapter.ts'
import { encodeDelivery } from './deliver.ts'
import { standardProfile } from './profile.ts'
import { sampleMessage } from './samples.ts'

export const standardAdapter: DialectAdapter = { profile: standardProfile, encodeDelivery, sampleMessage }
