import type { Role } from '#lib/domain/authz/permissions.ts'

/** Roles as people read them, and what each adds to the one below. */
export const roleText: Readonly<Record<Role, { readonly label: string; readonly description: string }>> = {
  owner: { label: 'Owner', description: 'All that admins may, and makes owners and deletes the team.' },
  admin: {
    label: 'Admin',
    description:
      'All that developers may, and deletes endpoints and sources, reveals secrets, manages members, keys and apps.',
  },
  developer: {
    label: 'Developer',
    description:
      'All that support may, and creates and edits endpoints, sources and event types, publishes events, rotates secrets.',
  },
  support: {
    label: 'Support',
    description: 'Looks at everything but secrets, sends tests and replays deliveries.',
  },
  viewer: { label: 'Viewer', description: 'Looks at everything but secrets.' },
}
