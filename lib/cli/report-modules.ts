// Preloaded into the server of `npm run dev`: tells which of the repository's files the server has loaded, so that
// a change of one of them starts it anew.
import { registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(import.meta.dirname, '..', '..')

registerHooks({
  load(url, context, nextLoad) {
    const file = url.startsWith('file:') ? fileURLToPath(url) : ''
    const [first] = path.relative(root, file).split(path.sep)
    const isOurs = file.startsWith(root + path.sep) && first !== 'node_modules' && !first?.startsWith('.')
    if (isOurs) process.send?.({ loaded: file })
    return nextLoad(url, context)
  },
})
