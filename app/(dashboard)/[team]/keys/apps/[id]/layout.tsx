import type { ReactNode } from 'react'
import { findApp } from './find-app.ts'

type Props = { params: Promise<{ team: string; id: string }>; children: ReactNode }

/** Looks for the app before the skeleton goes out: with the first byte the status is sent. */
export default async function OauthAppLayout({ params, children }: Props) {
  const { team, id } = await params
  await findApp(team, id)
  return children
}
