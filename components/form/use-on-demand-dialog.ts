'use client'

import { useState } from 'react'
import { notLoadedText, useOnDemand } from './use-on-demand.ts'

/** A dialog behind a button, whose code is fetched when somebody reaches for the button. `load` is an `import()`. */
export function useOnDemandDialog<M>(load: () => Promise<M>) {
  const [open, setOpen] = useState(false)
  const { module, failed, prepare, fetch } = useOnDemand(load)
  return {
    /** The dialog's code, while it is to be seen. */
    dialog: open ? module : undefined,
    /** Why it is not to be seen although it was asked for. */
    error: open && failed ? notLoadedText : undefined,
    close: () => setOpen(false),
    /** For the button that opens it. */
    button: {
      loading: open && !module && !failed,
      onPointerEnter: prepare,
      onFocus: prepare,
      onClick: () => {
        fetch()
        setOpen(true)
      },
    },
  }
}
