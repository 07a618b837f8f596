import * as z from 'zod/mini'
import { nameSchema } from '../users/schema.ts'

export const teamNameSchema = nameSchema('The name')

export const createTeamSchema = z.strictObject({ name: teamNameSchema })

export const updateTeamSchema = z.strictObject({ name: z.optional(teamNameSchema) })
