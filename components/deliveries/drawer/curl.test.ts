import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { curlOf } from './curl.ts'

const request = {
  requestUrl: 'https://billing.example/hooks?a=1&b=$(id)',
  requestHeaders: {
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-signature': 'v1,c2lnbmF0dXJl',
    'X-Api-Key': '••••••••',
    'X-Note': "it's `fine`",
  },
  requestBody: '@{"note":"it\'s $HOME \\n"}',
}

test('a request as a command says the same to a shell, whatever it holds', () => {
  const command = curlOf(request).replace(/^curl/, 'printf "%s\\0"')
  const words = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).split('\0')
  expect(words).toEqual([
    '-X',
    'POST',
    request.requestUrl,
    ...['-H', 'content-type: application/json', '-H', 'webhook-id: msg_1'],
    ...['-H', 'webhook-signature: <fill in>', '-H', 'X-Api-Key: <fill in>', '-H', `X-Note: it's \`fine\``],
    '--data-raw',
    request.requestBody,
    '',
  ])
})

test('neither a signature nor a credential is copied', () => {
  expect(curlOf(request)).not.toMatch(/c2lnbmF0dXJl|••/)
})
