import type { JsonObject } from '#lib/dialects/kit/json.ts'
import { at, author, comment, contribution, member } from './sample-objects.ts'

/** Data of `notification.…`: always with the ids of those who are told. */
export function notificationData(eventType: string): JsonObject {
  if (eventType === 'notification.banner.sent') return banner
  const type = eventType.slice('notification.'.length)
  return { recipients: [100], type, active_at: at, ...about(type) }
}

function about(type: string): JsonObject {
  if (type.startsWith('collapsed_for_'))
    return { discussion: contribution('discussion'), comment: comment({ collapsed: true }) }
  switch (type) {
    case 'comment':
      return { discussion: contribution('discussion'), comment: comment() }
    case 'nested_comment':
      return { discussion: contribution('discussion'), comment: comment({ parent: comment() }) }
    case 'vote_up':
    case 'follow':
      return { discussion: contribution('discussion'), user: member(7) }
    case 'private_message':
      return {
        message: {
          id: 310,
          headline: 'See you on Saturday',
          sender: author(7),
          html: '<p>See you on Saturday.</p>',
          sent_at: at,
          status: 0,
        },
      }
    case 'connection_request':
      return { request_user: author(7) }
    case 'connection_accept':
      return { accept_user: author(7) }
    case 'user_follow':
      return { follower: author(7) }
    case 'blocked_user':
      return {
        block_settings: {
          blocked_at: at,
          days_blocked: 1,
          expire_at: '2026-05-27T14:00:00.000000+00:00',
        },
      }
    case 'unblocked_user':
      return {}
    case 'custom_notification':
      return {
        custom_notification: {
          id: 1,
          type: 'info',
          embed: [],
          title: 'Maintenance tonight',
          description: 'From 22:00 to 23:00 UTC',
        },
        user: member(1),
      }
    default:
      return { discussion: contribution('discussion') }
  }
}

const banner: JsonObject = {
  banner: {
    title: 'The garden fair',
    body_text: 'Meet us on 6 June in Utrecht.',
    link_text: 'Programme',
    link: 'https://community.example/fair',
    open_in_new_tab: false,
    image: 'https://cdn.community.example/banners/fair.jpg',
    added_at: at,
    type_banner: 'notification',
  },
  recipients: [1, 7, 100],
}
