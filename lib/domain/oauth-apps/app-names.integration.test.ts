import { expect, test } from 'vitest'
import { makeOauthApp } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { choosableOauthApps, nameOauthApp } from './app-names.ts'
import { revokeOauthApp } from './revoke-app.ts'

useDatabase()

test('who makes endpoints chooses among the apps of the team that are not revoked, by name', async () => {
  const team = await makeTeam()
  const owner = await team.as('owner')
  const { app: zoo } = await makeOauthApp(owner, { name: 'Zoo' })
  const { app: arc } = await makeOauthApp(owner, { name: 'Arc' })
  const { app: gone } = await makeOauthApp(owner, { name: 'Gone' })
  await revokeOauthApp(owner, { id: gone.id })
  await makeOauthApp(await (await makeTeam()).as('owner'), { name: 'Of others' })

  expect(await choosableOauthApps(await team.as('developer'))).toEqual([
    { id: arc.id, name: 'Arc' },
    { id: zoo.id, name: 'Zoo' },
  ])
})

test('an app has a name for all who read endpoints, revoked or not, and none in another team', async () => {
  const team = await makeTeam()
  const owner = await team.as('owner')
  const { app } = await makeOauthApp(owner, { name: 'CRM bridge' })
  await revokeOauthApp(owner, { id: app.id })
  expect(await nameOauthApp(await team.as('viewer'), { id: app.id })).toEqual({
    id: app.id,
    name: 'CRM bridge',
  })
  const stranger = await (await makeTeam()).as('owner')
  expect(await nameOauthApp(stranger, { id: app.id })).toBeNull()
  expect(await nameOauthApp(stranger, { id: 'nobody' })).toBeNull()
})
