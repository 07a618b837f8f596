'use client'

import type { ComponentProps } from 'react'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import type { TestDialog } from './test-dialog.tsx'

const loadDialog = () => import('./test-dialog.tsx')

/** Opens the way to send a sample to an endpoint and see at once what it says. */
export function SendTest(props: Omit<ComponentProps<typeof TestDialog>, 'onClose'>) {
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  return (
    <>
      <Button {...button} title={error}>
        Send test
      </Button>
      {dialog ? <dialog.TestDialog {...props} onClose={close} /> : null}
    </>
  )
}
