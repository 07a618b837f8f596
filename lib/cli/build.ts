import { parseArgs } from 'node:util'
import { buildApp } from './build-app.ts'
import { root, runCommand } from './command.ts'
import { say } from './progress.ts'

await runCommand(async ({ signal }) => {
  const { values } = parseArgs({ options: { force: { type: 'boolean', default: false } } })
  const result = await buildApp(root, {
    force: values.force,
    signal,
    onOutput: (chunk) => process.stdout.write(chunk),
    onWait: () => say('Another process is building; waiting for it…'),
  })
  if (result === 'unchanged')
    say('Nothing changed since the last build. To build all the same: npm run build -- --force')
})
