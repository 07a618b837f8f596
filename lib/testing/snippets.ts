import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import type { SnippetLanguage } from '#lib/domain/endpoints/snippets.ts'

/** A request that a receiver's program is asked about. */
export interface SnippetCase {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly secret: string
}

function run(command: readonly string[], cwd: string) {
  const [program = '', ...args] = command
  const result = spawnSync(program, args, { cwd, encoding: 'utf8' })
  if (result.error) throw result.error
  return result
}

/** Runs a program that reads `cases.json` and prints a list of verdicts as JSON. */
function runBatch(
  folder: string,
  cases: readonly SnippetCase[],
  files: Record<string, string>,
  command: string[],
) {
  const encoded = cases.map((one) => ({
    body: Buffer.from(one.body).toString('base64'),
    headers: one.headers,
    lower: Object.fromEntries(
      Object.entries(one.headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    secret: one.secret,
  }))
  writeFileSync(path.join(folder, 'cases.json'), JSON.stringify(encoded))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  const result = run(command, folder)
  expect(result.stderr).toBe('')
  return JSON.parse(result.stdout) as boolean[]
}

/** How each language is run. PHP arrays lose their type when empty, hence the cast. */
const runners: Readonly<
  Record<SnippetLanguage, (code: string, cases: readonly SnippetCase[], folder: string) => boolean[]>
> = {
  node: (code, cases, folder) => {
    const driver = `import { readFileSync } from 'node:fs'
import { verifyWebhook } from './verify.mjs'
const cases = JSON.parse(readFileSync('cases.json', 'utf8'))
console.log(JSON.stringify(cases.map((c) => verifyWebhook(Buffer.from(c.body, 'base64'), c.lower, c.secret))))
`
    return runBatch(folder, cases, { 'verify.mjs': code, 'main.mjs': driver }, [process.execPath, 'main.mjs'])
  },
  python: (code, cases, folder) => {
    const driver = `import base64, json
from email.message import Message
from verify import verify_webhook

def ask(case):
    headers = Message()
    for name, value in case["headers"].items():
        headers[name] = value
    return verify_webhook(base64.b64decode(case["body"]), headers, case["secret"])

print(json.dumps([ask(case) for case in json.load(open("cases.json"))]))
`
    return runBatch(folder, cases, { 'verify.py': code, 'main.py': driver }, ['python3', 'main.py'])
  },
  go: (code, cases, folder) => {
    const driver = `package main

import (
	"encoding/json"
	"net/http"
	"os"
)

func main() {
	var cases []struct {
		Body    []byte
		Headers map[string]string
		Secret  string
	}
	text, err := os.ReadFile("cases.json")
	if err != nil {
		panic(err)
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		panic(err)
	}
	verdicts := []bool{}
	for _, c := range cases {
		header := http.Header{}
		for name, value := range c.Headers {
			header.Set(name, value)
		}
		verdicts = append(verdicts, VerifyWebhook(c.Body, header, c.Secret))
	}
	json.NewEncoder(os.Stdout).Encode(verdicts)
}
`
    const inMain = code.replace('package webhooks', 'package main')
    return runBatch(folder, cases, { 'verify.go': inMain, 'main.go': driver }, [
      'go',
      'run',
      'main.go',
      'verify.go',
    ])
  },
  php: (code, cases, folder) => {
    const driver = `<?php
require 'verify.php';
$ask = fn (array $case): bool =>
    verify_webhook(base64_decode($case['body']), $case['lower'], $case['secret']);
echo json_encode(array_map($ask, json_decode(file_get_contents('cases.json'), true)));
`
    return runBatch(folder, cases, { 'verify.php': code, 'main.php': driver }, ['php', 'main.php'])
  },
  curl: (code, cases, folder) =>
    cases.map((one) => {
      const headers = Object.entries(one.headers).map(([name, value]) => `${name}: ${value}\r\n`)
      writeFileSync(path.join(folder, 'verify.sh'), code)
      writeFileSync(path.join(folder, 'body.json'), one.body)
      writeFileSync(path.join(folder, 'headers.txt'), headers.join(''))
      const result = run(['env', `WEBHOOK_SECRET=${one.secret}`, 'sh', 'verify.sh'], folder)
      expect(result.stdout.includes('The signature is valid.')).toBe(result.status === 0)
      return result.status === 0
    }),
}

const probes: Readonly<Record<SnippetLanguage, readonly string[]>> = {
  node: [process.execPath, '--version'],
  python: ['python3', '--version'],
  go: ['go', 'version'],
  php: ['php', '--version'],
  curl: ['openssl', 'version'],
}
const languages = Object.keys(probes) as SnippetLanguage[]
/** Those that this machine can run. */
export const installedLanguages: readonly SnippetLanguage[] = languages.filter((language) => {
  const [program = '', ...args] = probes[language]
  return spawnSync(program, args).status === 0
})
export const absentLanguages: readonly SnippetLanguage[] = languages.filter(
  (language) => !installedLanguages.includes(language),
)

/** The verdict of a snippet, run by its language's own interpreter, on each of the cases. */
export function runSnippet(
  language: SnippetLanguage,
  code: string,
  cases: readonly SnippetCase[],
): readonly boolean[] {
  const folder = mkdtempSync(path.join(tmpdir(), `snippet-${language}-`))
  try {
    return runners[language](code, cases, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
