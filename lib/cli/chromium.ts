import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { CHROMIUM_PATHS } from '#lib/testing/chromium-paths.ts'
import { CliError } from './cli-error.mjs'
import { root } from './command.ts'

/**
 * A Chromium that runs: the one at CHROMIUM_PATH, the system's, or Playwright's; installed when there is none.
 * @throws CliError when it cannot be had
 */
export async function ensureChromium(say: (line: string) => void): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (runs(chosen)) return chosen
    throw new CliError(`CHROMIUM_PATH is ${chosen}, which does not run.`)
  }
  const own = await playwrightPath()
  const known = [...CHROMIUM_PATHS, own].find(runs)
  if (known) return known
  say('Installing Chromium…')
  const installed = installFromSystem() ?? installFromPlaywright(own)
  if (installed) return installed
  throw new CliError('Chromium could not be installed: install it, and set CHROMIUM_PATH to it.')
}

function installFromSystem(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined
  const install = (name: string) => apt(['install', '-y', '--no-install-recommends', name])
  const installOne = () => install('chromium-headless-shell') || install('chromium')
  // the package lists may be missing, as in a container's image, or old
  if (!installOne() && apt(['update'])) installOne()
  return CHROMIUM_PATHS.find(runs)
}

function installFromPlaywright(own: string): string | undefined {
  const cli = path.join(root, 'node_modules', 'playwright', 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] })
  return runs(own) ? own : undefined
}

function apt(args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-q', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

function runs(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}

async function playwrightPath(): Promise<string> {
  const { chromium } = await import('@playwright/test')
  return chromium.executablePath()
}
