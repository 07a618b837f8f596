/** What the browser keeps of a team and its people; under the team's own key, as all else of it. */
export const peopleKeys = {
  settings: (team: string) => [team, 'settings'] as const,
  settingsAuthor: (team: string) => [team, 'settings-author'] as const,
  members: (team: string) => [team, 'members'] as const,
  invitations: (team: string) => [team, 'invitations'] as const,
} as const
