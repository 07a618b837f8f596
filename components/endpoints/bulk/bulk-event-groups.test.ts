import { expect, test } from 'vitest'
import { bulkEventGroups } from './bulk-event-groups.ts'

const event = (type: string, group: string) => ({ type, group, description: '' })
const read = (...offered: Parameters<typeof bulkEventGroups>[0]) =>
  bulkEventGroups(offered).map(({ name, events }) => [name, events.map(({ type }) => type)])

const standard = {
  label: 'Standard',
  events: [event('deal.won', 'deals'), event('invoice.paid', 'invoices')],
}
const storno = { label: 'Storno', events: [event('invoice.void', 'invoice'), event('deal.won', 'deals')] }

test('the groups of one dialect keep their names', () => {
  expect(read(standard)).toEqual([
    ['deals', ['deal.won']],
    ['invoices', ['invoice.paid']],
  ])
})

test('the groups of several say whose they are, and each event is there once', () => {
  expect(read(standard, storno)).toEqual([
    ['Standard, Storno · deals', ['deal.won']],
    ['Standard · invoices', ['invoice.paid']],
    ['Storno · invoice', ['invoice.void']],
  ])
})
