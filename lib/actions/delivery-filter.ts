import * as z from 'zod/mini'
import { codeClasses } from '#lib/domain/deliveries/code-class.ts'
import { deliveryStates } from '#lib/domain/deliveries/delivery.ts'

/** Which deliveries, as the browser says it. */
export const deliveryFilterFields = {
  search: z.optional(z.string().check(z.maxLength(300))),
  states: z.optional(z.array(z.enum(deliveryStates))),
  endpointId: z.optional(z.string()),
  eventType: z.optional(z.string().check(z.maxLength(200))),
  code: z.optional(z.enum(codeClasses)),
  from: z.optional(z.string()),
  before: z.optional(z.string()),
}
