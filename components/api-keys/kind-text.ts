import type { ApiKeyKind } from '#lib/domain/api-keys/caller.ts'

export interface KindText {
  readonly label: string
  /** what it is for */
  readonly use: string
  /** whose it is, and what it may do */
  readonly belongs: string
  readonly owner: 'team' | 'user'
}

/** The kinds of keys as people read them, in the order in which they are offered. */
export const kindText: Readonly<Record<ApiKeyKind, KindText>> = {
  project_key: {
    label: 'Project key',
    use: 'For Composio clients (x-api-key) and Patchbay’s own API.',
    belongs: 'Belongs to the team and stays when its maker leaves.',
    owner: 'team',
  },
  user_key: {
    label: 'User key',
    use: 'For Composio clients (x-user-api-key) and Patchbay’s own API, in your name.',
    belongs: 'Acts with your role, and ends when you leave the team.',
    owner: 'user',
  },
  personal_token: {
    label: 'Personal token',
    use: 'For SelfCommunity and Storno clients and Patchbay’s own API, as a bearer token in your name.',
    belongs: 'Acts with your role, and always ends.',
    owner: 'user',
  },
  storno_key: {
    label: 'Storno key',
    use: 'For Storno clients, as an API key of the company.',
    belongs: 'Belongs to the team and stays when its maker leaves.',
    owner: 'team',
  },
}
