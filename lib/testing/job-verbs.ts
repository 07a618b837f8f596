import { db } from '#lib/db/client.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { cancelJob } from '#lib/domain/jobs/cancel.ts'
import { getJob } from '#lib/domain/jobs/get.ts'
import { listJobs } from '#lib/domain/jobs/list.ts'
import { previewBulk } from '#lib/domain/jobs/preview.ts'
import { startBulkJob } from '#lib/domain/jobs/start.ts'
import { undoJob } from '#lib/domain/jobs/undo.ts'
import { makeEndpoint, type TestContext } from './factories.ts'

interface Scene {
  readonly owner: TestContext
  readonly ctx: TestContext
}

interface Case {
  readonly permission: Permission
  readonly prepare: (scene: Scene) => Promise<() => Promise<unknown>>
}

const patch = { active: false }

/** A job that pauses one endpoint, and has yet to. */
async function started({ owner }: Scene) {
  const { id: endpointId } = (await makeEndpoint(owner)).endpoint
  const by = { ...owner, requestId: crypto.randomUUID() }
  const { id } = await startBulkJob(by, { edit: { ids: [endpointId], patch } })
  return { id, endpointId, by }
}

/** The verbs of jobs, as the table of permissions asks for them. */
export const jobVerbs: Readonly<Record<string, Case>> = {
  previewBulk: {
    permission: 'endpoint:update',
    prepare: async ({ owner, ctx }) => {
      const { id } = (await makeEndpoint(owner)).endpoint
      return () => previewBulk(ctx, { ids: [id], patch })
    },
  },
  startBulkJob: {
    permission: 'endpoint:update',
    prepare: async ({ owner, ctx }) => {
      const { id } = (await makeEndpoint(owner)).endpoint
      return () => startBulkJob(ctx, { edit: { ids: [id], patch } })
    },
  },
  getJob: {
    permission: 'endpoint:read',
    prepare: async (scene) => {
      const { id } = await started(scene)
      return () => getJob(scene.ctx, id)
    },
  },
  listJobs: {
    permission: 'endpoint:read',
    prepare:
      async ({ ctx }) =>
      () =>
        listJobs(ctx, {}),
  },
  cancelJob: {
    permission: 'endpoint:update',
    prepare: async (scene) => {
      const { id } = await started(scene)
      return () => cancelJob(scene.ctx, { id })
    },
  },
  undoJob: {
    permission: 'endpoint:update',
    prepare: async (scene) => {
      const { id, endpointId, by } = await started(scene)
      await updateEndpoint(by, { id: endpointId, patch })
      await db().job.update({ where: { id }, data: { state: 'done' } })
      return () => undoJob(scene.ctx, { id })
    },
  },
}
