import { describe, expect, test } from 'vitest'
import {
  chosenState,
  groupEvents,
  inSentOrder,
  searchEvents,
  shownAtFirst,
  visibleEvents,
} from './event-selection.ts'

const catalogue = [
  { type: 'invoice.created', group: 'invoice', description: 'An invoice was written.' },
  { type: 'invoice.paid', group: 'invoice', description: 'All the money came in.' },
  { type: 'customer.created', group: 'customer', description: 'A customer signed up.' },
]
const stored = ['old.event', 'invoice.paid']
const groups = groupEvents(catalogue, stored)

describe('the checklist', () => {
  test('has the groups of the catalogue in its order, and what left the catalogue at the end', () => {
    expect(groups.map(({ name, known, events }) => [name, known, events.map(({ type }) => type)])).toEqual([
      ['invoice', true, ['invoice.created', 'invoice.paid']],
      ['customer', true, ['customer.created']],
      ['No longer in the catalogue', false, ['old.event']],
    ])
  })

  test('has no group of the gone while all that is stored is known, or is the wildcard', () => {
    expect(groupEvents(catalogue, ['*', 'invoice.paid']).map(({ name }) => name)).toEqual([
      'invoice',
      'customer',
    ])
  })

  test('finds by every word, in names, descriptions and groups', () => {
    const types = (search: string) =>
      searchEvents(groups, search).flatMap(({ events }) => events.map(({ type }) => type))
    expect(types('CREATED')).toEqual(['invoice.created', 'customer.created'])
    expect(types('invoice money')).toEqual(['invoice.paid'])
    expect(types('nothing like it')).toEqual([])
    expect(types('  ')).toHaveLength(4)
  })

  test('sends what is kept in its stored order, then what is new', () => {
    const chosen = new Set(['customer.created', 'invoice.created', 'invoice.paid', 'old.event'])
    expect(inSentOrder(chosen, stored, groups)).toEqual([
      'old.event',
      'invoice.paid',
      'invoice.created',
      'customer.created',
    ])
  })

  test('sends the stored list itself when a choice was taken back', () => {
    expect(inSentOrder(new Set(['invoice.paid', 'old.event']), stored, groups)).toEqual(stored)
  })
})

describe('a group', () => {
  const [invoice, customer, left] = groups
  if (!invoice || !customer || !left) throw new Error('There are three groups.')

  test('is chosen in full, in part, or not at all', () => {
    expect(chosenState(invoice.events, new Set())).toBe('none')
    expect(chosenState(invoice.events, new Set(['invoice.paid', 'x']))).toBe('some')
    expect(chosenState(invoice.events, new Set(['invoice.paid', 'invoice.created']))).toBe('all')
  })

  test('is drawn where something is chosen, and where something left the catalogue', () => {
    const chosen = new Set(stored)
    expect(shownAtFirst(invoice, groups, chosen)).toBe('all')
    expect(shownAtFirst(customer, groups, chosen)).toBe('none')
    expect(shownAtFirst(left, groups, chosen)).toBe('all')
  })

  test('of a small catalogue is drawn whole while nothing is chosen', () => {
    const fresh = groupEvents(catalogue, [])
    expect(fresh.map((group) => shownAtFirst(group, fresh, new Set()))).toEqual(['all', 'all'])
  })

  test('of many events shows at first what is chosen of it, and stays shut when that is all', () => {
    const long = groupEvents(
      Array.from({ length: 30 }, (_, at) => ({
        type: `g${at % 3}.e${at}`,
        group: `g${at % 3}`,
        description: '',
      })),
      [],
    )
    const [first] = long
    if (!first) throw new Error('There are three groups.')
    expect(shownAtFirst(first, long, new Set(['g0.e0']))).toBe('chosen')
    expect(shownAtFirst(first, long, new Set(first.events.map(({ type }) => type)))).toBe('none')
  })

  test('shows with what is chosen also what will be removed', () => {
    const types = (shown: 'none' | 'chosen' | 'all') =>
      visibleEvents(invoice, shown, new Set(['invoice.paid']), new Set()).map(({ type }) => type)
    expect(types('chosen')).toEqual(['invoice.paid'])
    expect(types('all')).toEqual(['invoice.created', 'invoice.paid'])
    expect(types('none')).toEqual([])
  })
})
