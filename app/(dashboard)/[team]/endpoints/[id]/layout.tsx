import type { ReactNode } from 'react'
import { findEndpoint } from './find-endpoint.ts'

type Props = { params: Promise<{ team: string; id: string }>; children: ReactNode }

/**
 * Looks for the endpoint before the skeleton goes out: with the first byte the status is sent, and what is not there is
 * to answer 404.
 */
export default async function EndpointLayout({ params, children }: Props) {
  const { team, id } = await params
  await findEndpoint(team, id)
  return children
}
