import { describe, expect, test } from 'vitest'
import { verdict } from '#lib/dialects/kit/verdict.fixture.ts'
import { catalogue } from './catalogue.ts'
import { selfcommunityProfile } from './profile.ts'

const types: readonly string[] = catalogue.events.map((event) => event.type)

/** `a.{b,c}` as in the contract. */
function expand(resource: string, actions: string): string[] {
  return actions.split(',').map((action) => `${resource}.${action}`)
}

const contribution = 'created,updated,deleted,restored,follow,unfollow,suspend,unsuspend'
const reasons = ['advertising', 'aggressive', 'vulgar', 'poor', 'offtopic']
const because = (name: string) => reasons.map((reason) => `notification.${name}_${reason}`)

const listedByTheApi = [
  ...expand('comment', 'created,updated,deleted,restored'),
  ...expand('category', 'follow,unfollow'),
  ...expand('connection_request', 'created,rejected,restored,cancelled'),
  ...expand('connection', 'created,deleted,follow,unfollow'),
  ...expand('discussion', contribution),
  ...expand('poll_vote', 'created,deleted'),
  ...expand('post', contribution),
  ...expand('status', contribution),
  ...expand('user', 'created,updated,deleted,settings_updated,score_updated,loyalty_points_updated'),
  ...expand('loyalty.prize', 'created,updated'),
  ...expand('loyalty.prize_request', 'created,updated'),
  ...expand('vote', 'created,deleted'),
  ...expand('notification', 'banner.sent,contribution,comment,nested_comment,mention,vote_up,follow'),
  ...expand('notification', 'private_message,undeleted_for,connection_request,connection_accept,user_follow'),
  ...expand('notification', 'blocked_user,unblocked_user,custom_notification'),
  ...because('deleted_for'),
  ...because('collapsed_for'),
  ...because('kindly_notice'),
]

const onlyOnEventPages = [
  ...expand('category', 'created,updated,deleted'),
  ...expand('custom_file', 'created,deleted'),
  ...expand('custom_menu', 'created,updated,deleted'),
  ...expand('custom_page', 'created,updated,deleted'),
  ...expand('dynamic_preference', 'updated'),
  ...expand('feature', 'updated'),
  ...expand('legal_page', 'created,updated'),
]

describe('catalogue', () => {
  test('97 names: the 82 of the API and the 15 of the event pages', () => {
    expect([listedByTheApi.length, onlyOnEventPages.length, types.length]).toEqual([82, 15, 97])
    expect([...types].sort()).toEqual([...listedByTheApi, ...onlyOnEventPages].sort())
  })

  test.each([
    ['notification.banner.sent', 'notification'],
    ['loyalty.prize.created', 'loyalty'],
    ['poll_vote.created', 'poll'],
    ['connection_request.created', 'connection'],
    ['custom_menu.updated', 'custom'],
    ['legal_page.created', 'legal'],
  ])('%s is listed under %s', (type, group) => {
    expect(catalogue.events.find((event) => event.type === type)?.group).toBe(group)
  })
})

test.each([
  ['url', 'https://example.com/sc', 'fine'],
  ['url', 'http://example.com/sc', 'fine'],
  ['url', 'ftp://example.com/sc', 'bad_url'],
  ['url', null, 'null'],
  ['events', [], 'empty_list'],
  ['events', ['*'], 'unknown_event'],
  ['description', '', 'fine'],
  ['description', null, 'fine'],
  ['tlsVerification', false, 'fine'],
  ['tlsVerification', null, 'null'],
  ['signing', false, 'no such field'],
  ['payloadVersion', 'V3', 'no such field'],
  ['headers', {}, 'no such field'],
] as const)('%s: %j is %s', (field, value, expected) => {
  expect(verdict(selfcommunityProfile, field, value)).toBe(expected)
})

test('active and certificate check are on by default', () => {
  expect(selfcommunityProfile.fields.active.default).toBe(true)
  expect(selfcommunityProfile.fields.tlsVerification.default).toBe(true)
})

test('the mask shows nothing', () => {
  expect(selfcommunityProfile.secret.mask()).toBe('••••••••••••••••••••••••')
})

test('six attempts: 5, 25, 125, 625 and 3125 seconds after the one before', () => {
  expect(selfcommunityProfile.delivery.delaysMs).toEqual([0, 5_000, 25_000, 125_000, 625_000, 3_125_000])
  expect(selfcommunityProfile.delivery).toMatchObject({ jitter: 0, timeoutMs: 10_000, whilePaused: 'hold' })
})

test('its own door is for admins, reads included', () => {
  expect(selfcommunityProfile.door).toEqual({ view: 'admin', manage: 'admin' })
})
