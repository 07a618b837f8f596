import type { Call } from '#lib/dialects/kit/http/operation.ts'
import type { EndpointRef } from '#lib/domain/endpoints/ref.ts'
import { isUuid } from '#lib/domain/shared/ids.ts'
import { pathParameter } from '../json-schemas.ts'
import { standardProfile } from '../profile.ts'

/** An endpoint of any dialect by its UUID, one of our own also by its `ep_…`. */
export function refOf(call: Call): EndpointRef {
  const id = call.param('id')
  return isUuid(id) ? id : { dialect: standardProfile.dialect, publicId: id }
}

export const idParameter = pathParameter('id', "The endpoint's id, or ep_… of one in our own dialect")
