import type { DialectAdapter } from '#lib/dialects/kit/adapter.ts'
import { encodeDelivery } from './deliver.ts'
import { selfcommunityProfile } from './profile.ts'
import { sampleMessage } from './samples.ts'

export const selfcommunityAdapter: DialectAdapter = {
  profile: selfcommunityProfile,
  encodeDelivery,
  sampleMessage,
}
