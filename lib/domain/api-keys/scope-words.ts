import type { Permission } from '../authz/permissions.ts'

/** What a scope allows, in words that go on from «it may». */
const words: Readonly<Record<Permission | 'webhooks:manage' | 'read' | 'write', string>> = {
  'webhooks:manage': 'see, create, change, test and delete webhook endpoints, and see their signing secrets',
  read: 'see endpoints, event types, deliveries, sources, members and the audit log',
  write: 'create, change and delete endpoints, see their signing secrets, and publish messages',
  'team:read': 'see the team',
  'team:update': 'change the team’s settings',
  'team:delete': 'delete the team',
  'member:read': 'see who is in the team',
  'member:manage': 'invite and remove members, and change their roles',
  'event-type:read': 'see event types',
  'event-type:manage': 'add and change event types',
  'endpoint:read': 'see endpoints',
  'endpoint:create': 'create endpoints',
  'endpoint:update': 'change endpoints',
  'endpoint:delete': 'delete endpoints',
  'endpoint:test': 'send test messages to endpoints',
  'secret:rotate': 'replace signing secrets',
  'secret:revoke': 'end older signing secrets',
  'secret:reveal': 'see signing secrets',
  'change:read': 'see the audit log',
  'change:revert': 'take changes back',
  'source:read': 'see sources',
  'source:create': 'create sources',
  'source:update': 'change sources',
  'source:configure': 'see and set the secrets of sources',
  'source:delete': 'delete sources',
  'api-key:own': 'make keys of one’s own',
  'api-key:manage': 'manage the team’s keys',
  'oauth-app:manage': 'manage the team’s apps',
  'delivery:read': 'see deliveries',
  'delivery:replay': 'send deliveries again',
  'message:publish': 'publish messages',
}

/** A scope in words, for screens; its own name for one that nobody described. */
export function scopeWords(scope: string): string {
  return Object.hasOwn(words, scope) ? words[scope as keyof typeof words] : scope
}
