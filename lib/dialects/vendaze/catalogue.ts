import { fixedCatalogue } from '#lib/dialects/kit/catalogue.ts'

/** Contract §5: the 32 names of the enum, in its order. */
export const catalogue = fixedCatalogue({
  person: {
    'person.created': 'A person was added.',
    'person.updated': 'A person was changed.',
    'person.deleted': 'A person was deleted.',
  },
  activity: {
    'activity.created': 'An activity was logged.',
    'activity.updated': 'An activity was changed.',
    'activity.deleted': 'An activity was deleted.',
  },
  company: {
    'company.created': 'A company was added.',
    'company.updated': 'A company was changed.',
    'company.deleted': 'A company was deleted.',
  },
  deal: {
    'deal.created': 'A deal was opened.',
    'deal.updated': 'A deal was changed.',
    'deal.stage_changed': 'A deal moved to another stage.',
    'deal.won': 'A deal was won.',
    'deal.lost': 'A deal was lost.',
    'deal.deleted': 'A deal was deleted.',
  },
  task: {
    'task.created': 'A task was added.',
    'task.updated': 'A task was changed.',
    'task.completed': 'A task was done.',
    'task.deleted': 'A task was deleted.',
  },
  tag: {
    'tag.created': 'A tag was added.',
    'tag.updated': 'A tag was changed.',
    'tag.deleted': 'A tag was deleted.',
  },
  product: {
    'product.created': 'A product was added.',
    'product.updated': 'A product was changed.',
    'product.deleted': 'A product was deleted.',
  },
  pipeline: {
    'pipeline.created': 'A pipeline was added.',
    'pipeline.updated': 'A pipeline was changed.',
    'pipeline.deleted': 'A pipeline was deleted.',
  },
  member: {
    member_invited: 'Somebody was invited to the workspace.',
    member_joined: 'Somebody joined the workspace.',
    member_removed: 'Somebody was removed from the workspace.',
  },
  usage: { 'usage_logs.created': 'A usage log entry was recorded.' },
})
