import type { ReactNode } from 'react'
import { findSource } from './find-source.ts'

type Props = { params: Promise<{ team: string; id: string }>; children: ReactNode }

/** Looks for the source before the skeleton goes out: with the first byte the status is sent. */
export default async function SourceLayout({ params, children }: Props) {
  const { team, id } = await params
  await findSource(team, id)
  return children
}
