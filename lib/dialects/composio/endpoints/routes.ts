import type { Call, Operation, WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import { invalid, notFound } from '#lib/domain/shared/errors.ts'
import { createSource } from '#lib/domain/sources/create.ts'
import { getSourceWithData, sourceData } from '#lib/domain/sources/data.ts'
import { deleteSource } from '#lib/domain/sources/delete.ts'
import { listSources } from '#lib/domain/sources/list.ts'
import { patchSource } from '#lib/domain/sources/patch.ts'
import { replaceSource } from '#lib/domain/sources/replace.ts'
import type { Source } from '#lib/domain/sources/source.ts'
import { findToolkit } from '#lib/domain/toolkits/toolkits.ts'
import type { ApiVersion } from '../api-version.ts'
import { decodeCreate, decodeData, decodeToolkit } from './decode.ts'
import * as docs from './docs.ts'
import { encodeEndpoint, encodeList, encodeSetupSchema } from './encode.ts'

/** Endpoints contract §3, under one root. The static path stands before the one with an id. */
export function endpointOperations(version: ApiVersion): readonly Operation[] {
  const collection = `${version.root}/webhook_endpoints`
  const item = `${collection}/:nano_id`
  const named = (name: string) => `${name}${version.name}`
  return [
    {
      name: named('getEndpointSchema'),
      method: 'GET',
      path: `${collection}/schema`,
      door: 'view',
      permission: 'source:read',
      doc: docs.schemaDoc,
      handle: setupSchema,
    },
    {
      name: named('listEndpoints'),
      method: 'GET',
      path: collection,
      door: 'view',
      permission: 'source:read',
      doc: docs.listDoc,
      handle: list,
    },
    {
      name: named('createEndpoint'),
      method: 'POST',
      path: collection,
      door: 'manage',
      permission: 'source:create',
      doc: docs.createDoc,
      handle: create,
    },
    {
      name: named('getEndpoint'),
      method: 'GET',
      path: item,
      door: 'view',
      permission: 'source:read',
      doc: docs.getDoc,
      handle: get,
    },
    {
      name: named('replaceEndpoint'),
      method: 'POST',
      path: item,
      door: 'manage',
      permission: 'source:update',
      doc: docs.replaceDoc,
      handle: replace,
    },
    {
      name: named('updateEndpoint'),
      method: 'PATCH',
      path: item,
      door: 'manage',
      permission: 'source:update',
      doc: docs.updateDoc,
      handle: patch,
    },
    {
      name: named('deleteEndpoint'),
      method: 'DELETE',
      path: item,
      door: 'manage',
      permission: 'source:delete',
      doc: docs.deleteDoc,
      handle: remove,
    },
  ]
}

async function setupSchema({ query }: Call): Promise<WireAnswer> {
  const slug = decodeToolkit(query)
  if (slug === undefined)
    throw invalid([{ path: ['toolkit_slug'], code: 'required', message: 'toolkit_slug is required.' }])
  const toolkit = findToolkit(slug)
  if (!toolkit) throw notFound('Toolkit')
  return { status: 200, body: encodeSetupSchema(toolkit) }
}

/** Of a toolkit that nobody knows there are none. */
async function list({ ctx, query }: Call): Promise<WireAnswer> {
  const toolkit = decodeToolkit(query)
  const isKnown = toolkit === undefined || findToolkit(toolkit) !== undefined
  return { status: 200, body: encodeList(isKnown ? await listSources(ctx, { toolkit }) : []) }
}

/** 201 for a new one, 200 for the one that is there (§3). */
async function create(call: Call): Promise<WireAnswer> {
  const { source, created } = await createSource(call.ctx, decodeCreate(call.json()))
  return shown(call, source, created ? 201 : 200)
}

async function get(call: Call): Promise<WireAnswer> {
  const { source, data } = await getSourceWithData(call.ctx, refOf(call))
  return { status: 200, body: encodeEndpoint(source, data, call.services.origin) }
}

async function patch(call: Call): Promise<WireAnswer> {
  const { source } = await patchSource(call.ctx, refOf(call), () => decodeData(call.json()))
  return shown(call, source)
}

async function replace(call: Call): Promise<WireAnswer> {
  const { source } = await replaceSource(call.ctx, refOf(call), () => decodeData(call.json()))
  return shown(call, source)
}

async function remove(call: Call): Promise<WireAnswer> {
  await deleteSource(call.ctx, refOf(call))
  return { status: 200, body: { success: true } }
}

/** This wire knows `we_…` alone. */
function refOf(call: Call): { readonly publicId: string } {
  return { publicId: call.param('nano_id') }
}

async function shown({ ctx, services }: Call, source: Source, status = 200): Promise<WireAnswer> {
  return { status, body: encodeEndpoint(source, await sourceData(ctx, source), services.origin) }
}
