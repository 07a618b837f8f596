'use client'

import { useState } from 'react'

/** Shown where code that was needed did not come. */
export const notLoadedText = 'This could not be loaded. Check the connection and try again.'

/**
 * Code that is fetched when it is first needed, so that a page may be read before it is there. `load` is an `import()`.
 */
export function useOnDemand<M>(load: () => Promise<M>) {
  const [module, setModule] = useState<M>()
  const [failed, setFailed] = useState(false)
  return {
    module,
    failed,
    /** Fetches it ahead, while the reader is on the way to the button. */
    prepare: () => {
      load().catch(() => {})
    },
    fetch: () => {
      setFailed(false)
      load().then(
        (loaded) => setModule(() => loaded),
        () => setFailed(true),
      )
    },
  }
}
