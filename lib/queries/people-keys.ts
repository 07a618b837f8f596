import type { PageMembers } from '#lib/domain/members/page-members.ts'

/** What the browser keeps of a team and its people; under the team's own key, as all else of it. */
export const peopleKeys = {
  settings: (team: string) => [team, 'settings'] as const,
  deliverySettings: (team: string) => [team, 'settings', 'delivery'] as const,
  settingsAuthor: (team: string) => [team, 'settings-author'] as const,
  members: (team: string) => [team, 'members'] as const,
  memberPage: (team: string, query: PageMembers) => [team, 'members', query] as const,
  invitations: (team: string) => [team, 'invitations'] as const,
} as const
