#!/usr/bin/env node
// A drop-in for Prisma's native schema engine: the same arguments, the same protocol, no download.
import { runDatabaseCommand } from './database-commands.mjs'
import { serve } from './rpc.mjs'

const { command, datamodels, datasource, version } = readArguments(process.argv.slice(2))
if (version) process.stdout.write('schema-engine-cli (WebAssembly)\n')
else if (command[0] === 'cli') process.exitCode = await runDatabaseCommand(command[1], datasource.url)
else await serve({ datamodels, ...datasource })

/** @param {string[]} argv */
function readArguments(argv) {
  const result = { command: [], datamodels: [], datasource: {}, version: false }
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]
    if (argument === '--version' || argument === '-V') result.version = true
    else if (argument === '--datamodels' || argument === '-d') result.datamodels.push(argv[++i])
    else if (argument === '--datasource') result.datasource = JSON.parse(argv[++i])
    // every other option has one value, and none of them matters here
    else if (argument.startsWith('-')) i++
    else result.command.push(argument)
  }
  return result
}
