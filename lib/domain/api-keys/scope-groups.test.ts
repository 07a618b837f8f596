import { expect, test } from 'vitest'
import { permissions } from '../authz/permissions.ts'
import { narrowGroups, permissionGroups } from './scope-groups.ts'
import { scopeWords } from './scope-words.ts'
import { knownScopes } from './scopes.ts'

test('every permission is in one group, and every scope has words', () => {
  expect(permissionGroups.flatMap(({ scopes }) => scopes).toSorted()).toEqual([...permissions].toSorted())
  expect(knownScopes.filter((scope) => scopeWords(scope) === scope)).toEqual([])
})

test('a group without anything that passes is left out', () => {
  expect(narrowGroups(permissionGroups, (scope) => scope.startsWith('source:r'))).toEqual([
    { heading: 'Sources', scopes: ['source:read'] },
  ])
})
