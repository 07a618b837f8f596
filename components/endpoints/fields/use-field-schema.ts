'use client'

import { useMemo } from 'react'
import * as z from 'zod/mini'
import type { EndpointField, EndpointState } from '#lib/domain/endpoints/fields.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { fieldSchema } from '#lib/domain/endpoints/schema.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

/** The dialect's rule for a field, and what its invariants say of the state that a draft would leave. */
export function useFieldSchema(field: EndpointField): z.ZodMiniType {
  const { profile, endpoint } = useEndpointScope()
  // Without invariants the rule does not look at the rest, and stays the same for as long as the page.
  const state = profile.invariants.length > 0 ? endpoint : undefined
  return useMemo(() => schemaOf(profile, field, state), [profile, field, state])
}

function schemaOf(
  profile: DialectProfile,
  field: EndpointField,
  endpoint: EndpointView | undefined,
): z.ZodMiniType {
  const schema = fieldSchema(profile, field) ?? z.unknown()
  if (!endpoint) return schema
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
