import * as z from 'zod/mini'
import { profileOf } from '#lib/dialects/profile.ts'
import type { EndpointField, EndpointState } from '#lib/domain/endpoints/fields.ts'
import { fieldSchema } from '#lib/domain/endpoints/schema.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'

/** The dialect's rule for a field of an endpoint, and what its invariants say of the state that a draft would leave. */
export function schemaOfField(endpoint: EndpointView, field: EndpointField): z.ZodMiniType {
  const profile = profileOf(endpoint.dialect)
  const schema = (profile && fieldSchema(profile, field)) ?? z.unknown()
  if (!profile || profile.invariants.length === 0) return schema
  return schema.check(
    z.superRefine((draft, ctx) => {
      const state = stateWith(endpoint, field, draft)
      for (const invariant of profile.invariants) {
        const issue = invariant(state)
        if (issue) return ctx.addIssue({ code: 'custom', message: issue.message })
      }
    }),
  )
}

function stateWith(endpoint: EndpointView, field: EndpointField, draft: unknown): EndpointState {
  const types = field === 'events' ? (draft as string[]) : endpoint.events.map((event) => event.type)
  const addedAt = new Date(endpoint.updatedAt)
  const events = types.map((type) => ({ type, addedAt }))
  return { ...endpoint, [field]: draft, events }
}
