import type { NavGroup } from '#components/layout/nav-list.tsx'

/** The sidebar of a team. A page is listed here from the day on which it exists. */
export function navGroups(slug: string): NavGroup[] {
  const to = (page: string) => `/${slug}/${page}`
  return [
    {
      label: 'Webhooks',
      items: [
        { href: to('endpoints'), label: 'Endpoints' },
        { href: to('deliveries'), label: 'Deliveries' },
        { href: to('sources'), label: 'Sources' },
        { href: to('events'), label: 'Events' },
        { href: to('inspector'), label: 'Inspector' },
      ],
    },
    {
      label: 'Team',
      items: [
        { href: to('team'), label: 'Team' },
        { href: to('keys'), label: 'API keys' },
        { href: to('audit'), label: 'Audit log' },
        { href: to('settings'), label: 'Settings' },
      ],
    },
  ]
}
