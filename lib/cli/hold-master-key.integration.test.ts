import { afterEach, expect, test } from 'vitest'
import { keyring } from '#lib/crypto/master-key.ts'
import { connectClient } from '#lib/db/connect.ts'
import { claimRekeying, keysInUse } from '#lib/db/key-locks.ts'
import { publishEnv } from '#lib/env.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { masterKeyText } from '#lib/testing/sealed-things.ts'
import { holdMasterKey } from './hold-master-key.ts'

const database = useDatabase('key_holders')
const firstKey = process.env.PATCHBAY_MASTER_KEY ?? ''

const releases: (() => Promise<unknown> | unknown)[] = []
const lifetime = {
  async acquire<T>(resource: Promise<T>, release: (resource: T) => Promise<unknown> | unknown): Promise<T> {
    const made = await resource
    releases.push(() => release(made))
    return made
  },
}
afterEach(async () => {
  publishEnv({ PATCHBAY_MASTER_KEY: firstKey, PATCHBAY_OLD_MASTER_KEYS: '' })
  for (const release of releases.splice(0).reverse()) await release()
})

const connect = () => lifetime.acquire(connectClient(database.url()), (client) => client.end())

test('a process tells which key it seals under, also beside who seals all under that one', async () => {
  const client = await connect()
  await claimRekeying(client, keyring().current.id)
  await holdMasterKey(lifetime, database.url())
  expect(await keysInUse(client)).toEqual([keyring().current.id])
})

test('it does not start while all is sealed under another key', async () => {
  await claimRekeying(await connect(), '1a2b3c4d')
  await expect(holdMasterKey(lifetime, database.url())).rejects.toThrow('another master key (1a2b3c4d)')
})

test('it does not start with a key that was replaced after it had read it', async () => {
  expect(keyring().older).toEqual([])
  publishEnv({ PATCHBAY_MASTER_KEY: masterKeyText(), PATCHBAY_OLD_MASTER_KEYS: firstKey })
  await expect(holdMasterKey(lifetime, database.url())).rejects.toThrow('was replaced in this moment')
})
