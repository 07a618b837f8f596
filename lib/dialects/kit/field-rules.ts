import type { EventsRule, FlagRule, TextRule, UrlRule } from '#lib/domain/endpoints/profile.ts'

/** Longest URL, where the vendor publishes a limit, and where none does. */
export const URL_MAX_LENGTH = 2048

/** Every endpoint has a name in Patchbay, also where its dialect's wire has none. */
export function nameRule(wire: string | null): TextRule {
  return {
    kind: 'text',
    wire,
    hint: wire === null ? 'For your team. Only Patchbay knows it.' : 'Tells your endpoints apart.',
    minLength: 1,
    maxLength: 100,
    clearable: false,
  }
}

export function descriptionRule(wire: string, maxLength: number): TextRule {
  return {
    kind: 'text',
    wire,
    hint: 'What the receiver does with the events.',
    minLength: 0,
    maxLength,
    clearable: true,
  }
}

export function httpsUrlRule(wire: string): UrlRule {
  return {
    kind: 'url',
    wire,
    hint: 'Gets a POST request for each event. It must begin with https://.',
    protocols: ['https:'],
    maxLength: URL_MAX_LENGTH,
  }
}

export function eventsRule(wire: string, wildcard: boolean): EventsRule {
  return {
    kind: 'events',
    wire,
    hint: wildcard
      ? 'Choose at least one, or all: those that exist and those still to come.'
      : 'Choose at least one. What is not chosen is not sent.',
    min: 1,
    wildcard,
  }
}

/** Every endpoint can be paused in Patchbay, also where its dialect's wire cannot say so. */
export function activeRule(wire: string | null, whilePaused: 'hold' | 'drop'): FlagRule {
  return {
    kind: 'flag',
    wire,
    hint:
      whilePaused === 'hold'
        ? 'While it is paused, deliveries wait.'
        : 'While it is paused, events are dropped and never sent later.',
    default: true,
  }
}
