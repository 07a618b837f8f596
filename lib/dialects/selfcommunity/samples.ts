import type { DeliveryInput } from '#lib/dialects/kit/adapter.ts'
import type { JsonObject } from '#lib/dialects/kit/json.ts'
import { sample } from '#lib/dialects/kit/sample.ts'
import { notificationData } from './sample-notifications.ts'
import { at, author, category, comment, contribution, member, poll, prize } from './sample-objects.ts'

/** Data of an event by its resource, which is the name without its last part. */
const byResource: Readonly<Record<string, (action: string) => JsonObject>> = {
  comment: (action) => comment({ deleted: action === 'deleted' }),
  category: (action) =>
    action.endsWith('follow') ? { category, user: member(100), added_at: at } : { ...category },
  connection_request: () => ({ to_user: member(33), from_user: member(1) }),
  connection: () => ({ to_user: member(33), from_user: member(1) }),
  discussion: (action) => onContribution('discussion', action),
  post: (action) => onContribution('post', action),
  status: (action) => onContribution('status', action),
  poll_vote: () => ({ id: 1, choice: { ...poll.choices[0], poll }, user: member(100) }),
  user: userData,
  'loyalty.prize': () => ({ ...prize, created_by: author(1), created_at: at, lastmod_datetime: at }),
  'loyalty.prize_request': (action) => ({
    id: 12,
    user: author(100),
    pending_at: at,
    prize,
    prize_points: prize.points,
    status: action === 'updated' ? 1 : 0,
    status_description: action === 'updated' ? 'Accepted' : 'Pending',
  }),
  vote: () => ({
    user: member(100),
    voted_at: at,
    object_type: 'discussion',
    discussion: contribution('discussion'),
  }),
  custom_file: () => ({
    id: 4,
    filename: 'terms.pdf',
    file: 'https://cdn.community.example/files/terms.pdf',
  }),
  custom_menu: () => ({ id: 2, name: 'Footer', enabled: true, items: [] }),
  custom_page: () => ({ id: 8, title: 'About us', slug: 'about-us', active: true, visible_in_menu: true }),
  dynamic_preference: () => ({ section: 'configurations', name: 'follow_enabled', value: true }),
  feature: () => ({ name: 'loyalty', enabled: true }),
  legal_page: () => ({
    id: 3,
    label: 'Privacy policy',
    slug: 'privacy-policy',
    active: true,
    valid_from: at,
  }),
}

export function sampleMessage(eventType: string): DeliveryInput {
  const [resource, action] = [
    eventType.slice(0, eventType.lastIndexOf('.')),
    eventType.split('.').at(-1) ?? '',
  ]
  if (eventType.startsWith('notification.')) return sample(eventType, notificationData(eventType))
  const make = Object.hasOwn(byResource, resource) ? byResource[resource] : undefined
  return sample(eventType, make?.(action) ?? { id: 1 })
}

function onContribution(kind: 'discussion' | 'post' | 'status', action: string): JsonObject {
  if (/follow$|suspend$/.test(action)) return { [kind]: contribution(kind), user: member(100), added_at: at }
  return contribution(kind, { deleted: action === 'deleted' })
}

function userData(action: string): JsonObject {
  switch (action) {
    case 'settings_updated':
      return {
        qa_frequency: 0,
        email_notification_not_qa: 0,
        mobile_notifications_scmty: 1,
        toast_notifications_emit_sound: 1,
        show_toast_notifications: 0,
        user: member(100),
      }
    case 'score_updated':
      return {
        id: 271,
        user: { ...author(100), reputation: 112 },
        score: 1,
        reputation_type: 4,
        reputation_type_description: 'Comment voted up',
        comment: '',
      }
    case 'loyalty_points_updated':
      return { user: author(100), action: 'Wrote a post', points: 5, added_at: at, total_points: 140 }
    default:
      return member(100)
  }
}
