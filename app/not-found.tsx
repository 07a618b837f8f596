import type { Metadata } from 'next'
import { NotFoundView } from '#components/feedback/not-found-view.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main id="main" className="pt-[12dvh]">
      <NotFoundView />
    </main>
  )
}
