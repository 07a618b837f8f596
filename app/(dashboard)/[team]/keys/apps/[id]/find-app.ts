import { notFound } from 'next/navigation'
import { cache } from 'react'
import { teamPage } from '#app/(dashboard)/session.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { getOauthApp } from '#lib/domain/oauth-apps/get-app.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'

/** The app of an address, null for who may not see apps, or «not found». Read once for the layout, the title and the page. */
export const findApp = cache(async (slug: string, id: string) => {
  const { context } = await teamPage(slug)
  if (!can(context.actor, 'oauth-app:manage')) return null
  try {
    return await getOauthApp(context, { id })
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') notFound()
    throw error
  }
})
