import { notFound } from 'next/navigation'
import { cache } from 'react'
import { teamPage } from '#app/(dashboard)/session.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'

/** The endpoint of an address, or «not found». Read once for the layout, the title and the page. */
export const findEndpoint = cache(async (slug: string, id: string) => {
  const { context } = await teamPage(slug)
  try {
    return await getEndpoint(context, id)
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') notFound()
    throw error
  }
})
