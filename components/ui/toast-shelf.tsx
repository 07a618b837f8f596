'use client'

import { useEffect, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { Toaster as Sonner, toast } from 'sonner'
import { Button } from './button.tsx'
import { listenToToasts, type ToastRequest } from './toast.ts'
import { watchTopModal } from './top-modal.ts'

const shownMs = 6000
/** A reader needs longer to decide than to read. */
const undoShownMs = 10_000

/** Clear of the buttons at the foot of a drawer. */
const overFoot = { bottom: 72 }

async function undo(request: ToastRequest) {
  const id = `toast-${request.id}`
  show({ ...request, message: 'Undoing…', undo: undefined, description: undefined }, Number.POSITIVE_INFINITY)
  try {
    await request.undo?.()
    show({ ...request, message: 'Undone', undo: undefined, description: undefined })
  } catch (error) {
    toast.dismiss(id)
    const description = error instanceof Error ? error.message : undefined
    const message = 'Could not undo that'
    show({ ...request, id: -request.id, tone: 'failed', message, description, undo: undefined })
  }
}

function show(request: ToastRequest, durationMs = request.undo ? undoShownMs : shownMs) {
  toast.custom(
    () => (
      <div className="flex w-full items-center gap-3 rounded-xl bg-text py-2 pr-2 pl-4 text-bg shadow-pop">
        <div className="min-w-0 flex-1 py-0.5">
          <p className="font-medium">{request.message}</p>
          {request.description ? <div className="opacity-80">{request.description}</div> : null}
        </div>
        {request.undo ? (
          <Button
            size="s"
            onClick={(event) => {
              // Leaving the shelf makes it hand the focus back to where it was before.
              event.currentTarget.blur()
              undo(request)
            }}
            className="border-bg/30 bg-transparent text-bg hover:bg-bg/15 focus-visible:outline-bg"
          >
            Undo
          </Button>
        ) : null}
      </div>
    ),
    { id: `toast-${request.id}`, duration: durationMs },
  )
}

/**
 * An element over everything: in the browser's top layer, and inside of the modal dialog that is uppermost, because what
 * is outside of one can be neither pressed nor heard. It is filled by a portal, so that React does not mind its moving.
 */
function useUppermostElement() {
  const [inDrawer, setInDrawer] = useState(false)
  const [element] = useState(() => {
    const made = document.createElement('div')
    made.popover = 'manual'
    made.className = 'm-0 overflow-visible border-0 bg-transparent p-0 text-base'
    return made
  })
  useLayoutEffect(() => {
    const leave = watchTopModal((dialog) => {
      const place = dialog ?? document.body
      if (element.parentElement !== place) place.append(element)
      setInDrawer(dialog?.dataset.shape === 'right')
      // again, also where it was: the top layer is ordered by who came last
      if (element.matches(':popover-open')) element.hidePopover()
      element.showPopover()
    })
    return () => {
      leave()
      element.remove()
    }
  }, [element])
  return { element, inDrawer }
}

/** The shelf at the foot of the window on which toasts stand; fetched by `Toaster` when there is a first one. */
export function ToastShelf({ first }: { first: ToastRequest[] }) {
  const { element: shelf, inDrawer } = useUppermostElement()
  useEffect(() => {
    for (const request of first.splice(0)) show(request)
    return listenToToasts((request) => show(request))
  }, [first])
  return createPortal(
    <Sonner
      position="bottom-right"
      gap={8}
      {...(inDrawer && { offset: overFoot, mobileOffset: overFoot })}
      containerAriaLabel="Notifications"
      // its own style sheet names the system's font
      style={{ fontFamily: 'inherit' }}
      toastOptions={{ unstyled: true, classNames: { toast: 'w-full sm:w-[356px]' } }}
    />,
    shelf,
  )
}
