'use server'

import * as z from 'zod/mini'
import { previewReplay } from '#lib/domain/deliveries/preview-replay.ts'
import { cancelJob } from '#lib/domain/jobs/cancel.ts'
import { getJob } from '#lib/domain/jobs/get.ts'
import { previewBulk } from '#lib/domain/jobs/preview.ts'
import { startBulkJob } from '#lib/domain/jobs/start.ts'
import { startReplayJob } from '#lib/domain/jobs/start-replay.ts'
import { undoJob } from '#lib/domain/jobs/undo.ts'
import { teamAction } from './client.ts'
import { deliveryFilterFields } from './delivery-filter.ts'

const inTeam = { team: z.string() }
/** `ids` or `filter`, and `patch` or `events`: the verb judges it. */
const bulk = z.strictObject({ ...inTeam, edit: z.record(z.string(), z.unknown()) })
const one = z.strictObject({ ...inTeam, id: z.string() })

/** What a change of many endpoints would do; changes nothing. */
export const previewBulkAction = teamAction
  .inputSchema(bulk)
  .action(({ ctx, parsedInput: { edit } }) => previewBulk(ctx.context, edit))

/** Starts a change of many endpoints. */
export const startBulkAction = teamAction
  .inputSchema(bulk)
  .action(({ ctx, parsedInput: { edit } }) => startBulkJob(ctx.context, { edit }))

/** A job and how far it is. */
export const getJobAction = teamAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => getJob(ctx.context, id))

/** Stops a job between two endpoints or deliveries. */
export const cancelJobAction = teamAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => cancelJob(ctx.context, { id }))

/** Starts the opposite of a job that set one switch. */
export const undoJobAction = teamAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => undoJob(ctx.context, { id }))

const replay = z.strictObject({ ...inTeam, filter: z.strictObject(deliveryFilterFields) })

/** What sending all again that a filter finds would come to; sends nothing. */
export const previewReplayAction = teamAction
  .inputSchema(replay)
  .action(({ ctx, parsedInput: { filter } }) => previewReplay(ctx.context, filter))

/** Starts sending all again that a filter finds. */
export const startReplayAction = teamAction
  .inputSchema(replay)
  .action(({ ctx, parsedInput: { filter } }) => startReplayJob(ctx.context, { filter }))
