import { randomBytes } from 'node:crypto'
import { configDefaults, defineConfig } from 'vitest/config'
import { registerSecret } from './lib/testing/secrets.ts'

// a production build of React cannot be tested; the shell's value must not decide
Object.assign(process.env, { NODE_ENV: 'test' })

// each run has a key of its own, and no log may hold it
process.env.PATCHBAY_MASTER_KEY = randomBytes(32).toString('hex')
registerSecret('master-key', process.env.PATCHBAY_MASTER_KEY)
process.env.LOG_LEVEL ??= 'warn'

const contract = '**/*.contract.test.ts'
const integration = '**/*.integration.test.ts'
const exclude = [...configDefaults.exclude, '.next/**', '.cache/**', '.data/**', 'e2e/**']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude: [...exclude, contract, integration] },
      },
      { extends: true, test: { name: 'contract', include: [contract], exclude } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [integration],
          exclude,
          globalSetup: './lib/testing/vitest-global-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
