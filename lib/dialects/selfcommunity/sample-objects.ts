import type { JsonObject } from '#lib/dialects/kit/json.ts'

/** UTC, six fraction digits: the dialect's dates. */
export const at = '2026-05-26T14:00:00.000000+00:00'

/** A user as others see it. */
export function author(id: number) {
  return {
    id,
    username: `user${id}`,
    real_name: 'Anna Reed',
    description: 'Gardener',
    avatar: `https://cdn.community.example/avatars/${id}.jpg`,
    ext_id: null,
    tags: [],
    reputation: 111,
    followings_counter: 7,
    followers_counter: 2,
    posts_counter: 4,
    discussions_counter: 3,
    statuses_counter: 0,
    polls_counter: 1,
  } as const
}

/** A user as the community's admin sees it. */
export function member(id: number): JsonObject {
  return {
    ...author(id),
    email: `user${id}@community.example`,
    email_isvalid: true,
    date_joined: '2024-03-11T09:20:14.269304+00:00',
    bio: 'Roses, mostly.',
    location: 'Utrecht',
    date_of_birth: null,
    gender: 'Unspecified',
    status: 'a',
    website: 'https://anna.example',
  }
}

export const category = {
  id: 5,
  tags: [],
  order: 2,
  name: 'Gardens',
  slug: 'gardens',
  slogan: 'Everything that grows',
  active: true,
  auto_follow: 'none',
  stream_order_by: 'recent',
  lastmod_datetime: at,
  followers_counter: 13,
} as const satisfies JsonObject

/** A discussion, a post or a status. */
export function contribution(
  kind: 'discussion' | 'post' | 'status',
  extra: { readonly deleted?: boolean } = {},
): JsonObject {
  return {
    id: 1402,
    categories: [category.id],
    medias: [],
    location: null,
    poll: null,
    last_activity_at: at,
    author: author(100),
    added_at: at,
    html: '<p>When do you prune roses?</p>',
    summary: 'When do you prune roses?',
    deleted: extra.deleted ?? false,
    collapsed: false,
    comment_count: 2,
    vote_count: 2,
    flag_count: 0,
    share_count: 0,
    addressing: [],
    ...(kind === 'discussion'
      ? { title: 'Pruning roses', slug: 'pruning-roses', view_count: 37, follower_count: 3 }
      : {}),
  }
}

export function comment(
  extra: { readonly deleted?: boolean; readonly collapsed?: boolean; readonly parent?: JsonObject } = {},
): JsonObject {
  return {
    id: extra.parent ? 72 : 71,
    discussion: 1402,
    author: author(7),
    added_at: at,
    html: '<p>In March, before the buds open.</p>',
    summary: 'In March, before the buds open.',
    deleted: extra.deleted ?? false,
    collapsed: extra.collapsed ?? false,
    parent: extra.parent ?? null,
    in_reply_to: extra.parent ?? null,
    comment_count: 0,
    vote_count: 1,
    flag_count: 0,
  }
}

export const poll = {
  id: 2,
  title: 'Spring or autumn?',
  multiple_choices: false,
  added_at: at,
  modified_at: at,
  closed: false,
  expiration_at: '2026-06-27T00:00:00.000000+00:00',
  hidden: false,
  choices: [
    { id: 3, choice: 'Spring', order: 0, added_at: at, deleted: false, vote_count: 8 },
    { id: 4, choice: 'Autumn', order: 1, added_at: at, deleted: false, vote_count: 5 },
  ],
} as const satisfies JsonObject

export const prize = {
  id: 6,
  active: true,
  title: 'Pruning shears',
  description: 'With a wooden handle',
  points: 200,
  link: 'https://community.example/prizes/6',
  image: 'https://cdn.community.example/prizes/6.jpg',
} as const satisfies JsonObject
