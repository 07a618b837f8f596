import * as z from 'zod/mini'
import { nameSchema } from '../users/schema.ts'
import { MAX_PAUSE_AFTER_DAYS, MAX_RETENTION_DAYS } from './delivery-limits.ts'

export const teamNameSchema = nameSchema('The name')

export const createTeamSchema = z.strictObject({ name: teamNameSchema })

const days = (what: string, max: number) =>
  z.nullable(
    z
      .int(`${what} is a whole number of days.`)
      .check(
        z.minimum(1, `${what} is at least one day.`),
        z.maximum(max, `${what} is at most ${max.toLocaleString('en-US')} days.`),
      ),
  )

export const deliverySettingsSchema = z.strictObject({
  retentionDays: z.optional(days('How long deliveries are kept', MAX_RETENTION_DAYS)),
  pauseAfterDays: z.optional(days('The time before a pause', MAX_PAUSE_AFTER_DAYS)),
})

export const updateTeamSchema = z.strictObject({ name: z.optional(teamNameSchema) })
