'use server'

import * as z from 'zod/mini'
import { clearInbox } from '#lib/domain/inspector/clear-inbox.ts'
import { closeInbox } from '#lib/domain/inspector/close-inbox.ts'
import { getRequest } from '#lib/domain/inspector/get-request.ts'
import { listInboxes } from '#lib/domain/inspector/list-inboxes.ts'
import { listRequests } from '#lib/domain/inspector/list-requests.ts'
import { openInbox } from '#lib/domain/inspector/open-inbox.ts'
import { setAnswer } from '#lib/domain/inspector/set-answer.ts'
import { teamAction } from './client.ts'

const inTeam = { team: z.string() }
const one = { ...inTeam, id: z.string() }

/** The team's inboxes. */
export const listInboxesAction = teamAction
  .inputSchema(z.strictObject(inTeam))
  .action(({ ctx }) => listInboxes(ctx.context))

/** A page of what came to an inbox. */
export const listRequestsAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, inboxId: z.string(), cursor: z.optional(z.string()) }))
  .action(({ ctx, parsedInput: { team: _, ...query } }) => listRequests(ctx.context, query))

/** One request whole. */
export const getRequestAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(({ ctx, parsedInput: { id } }) => getRequest(ctx.context, id))

/** A new address to receive at. */
export const openInboxAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, name: z.string() }))
  .action(({ ctx, parsedInput: { name } }) => openInbox(ctx.context, { name }))

/** What an inbox answers from now on. */
export const setInboxAnswerAction = teamAction
  .inputSchema(z.strictObject({ ...one, status: z.number(), delayMs: z.number() }))
  .action(({ ctx, parsedInput: { team: _, ...input } }) => setAnswer(ctx.context, input))

/** Takes an inbox's requests away; answers how many. */
export const clearInboxAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(({ ctx, parsedInput: { id } }) => clearInbox(ctx.context, id))

/** Ends an inbox's address. */
export const closeInboxAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(({ ctx, parsedInput: { id } }) => closeInbox(ctx.context, id))
