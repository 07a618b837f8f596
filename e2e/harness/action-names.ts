import { readFileSync } from 'node:fs'
import path from 'node:path'

type Manifest = { node: Record<string, { exportedName?: string }> }

let names: ReadonlyMap<string, string> | undefined

/** The name of the server action behind an id that a browser sent; the id itself when the build does not know it. */
export function actionName(id: string): string {
  names ??= readManifest(path.resolve('.next/server/server-reference-manifest.json'))
  return names.get(id) ?? id
}

function readManifest(file: string): ReadonlyMap<string, string> {
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [id, exportedName ?? id]))
}
