'use client'

import { type ComponentType, useEffect, useRef, useState } from 'react'
import { listenToToasts, type ToastRequest } from './toast.ts'

type Shelf = ComponentType<{ first: ToastRequest[] }>

/** Where toasts appear. Its code is fetched with the first toast, not with the page. */
export function Toaster() {
  const [Shelf, setShelf] = useState<Shelf>()
  const early = useRef<ToastRequest[]>([])
  useEffect(() => {
    if (Shelf) return
    let loading = false
    return listenToToasts((request) => {
      early.current.push(request)
      if (loading) return
      loading = true
      import('./toast-shelf.tsx').then((module) => setShelf(() => module.ToastShelf))
    })
  }, [Shelf])
  return Shelf ? <Shelf first={early.current} /> : null
}
