import type { Role } from '#lib/domain/authz/permissions.ts'

/** Roles as people read them, and what each adds to the ones below. */
export const roleText: Readonly<Record<Role, { readonly label: string; readonly description: string }>> = {
  owner: { label: 'Owner', description: 'All of it, and the team itself.' },
  admin: { label: 'Admin', description: 'Also deletes endpoints, reveals secrets, manages members.' },
  developer: {
    label: 'Developer',
    description: 'Also creates, edits and pauses endpoints, rotates secrets.',
  },
  support: { label: 'Support', description: 'Looks at everything but secrets, to help others.' },
  viewer: { label: 'Viewer', description: 'Looks at everything but secrets.' },
}
