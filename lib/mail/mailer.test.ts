import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeLogger } from '#lib/observability/logger.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { type SmtpServer, startSmtpServer } from '#lib/testing/smtp-server.ts'
import { makeMailer } from './mailer.ts'

let server: SmtpServer
const errors: unknown[] = []

beforeEach(async () => {
  server = await startSmtpServer()
  errors.length = 0
})
afterEach(() => server.close())

function mailer(retryMs: readonly number[] = []) {
  return makeMailer({
    url: `smtp://postman:of%20the%20house@127.0.0.1:${server.port}`,
    from: 'Patchbay <patchbay@example.test>',
    onError: (error) => errors.push(error),
    retryMs,
  })
}

const mail = {
  to: ['a@example.test', 'b@example.test'],
  subject: 'Rechnung ist überfällig',
  text: 'Zeile\n.\n',
}

it('sends a mail to all of its readers, with the credentials of the address', async () => {
  const { send, close } = mailer()
  send(mail)
  const [taken] = await server.taken(1)
  await close()
  expect(taken).toMatchObject({
    from: 'patchbay@example.test',
    to: mail.to,
    credentials: '\0postman\0of the house',
  })
  expect(taken?.text).toContain('From: Patchbay <patchbay@example.test>')
  expect(taken?.text).toContain('Auto-Submitted: auto-generated')
  expect(errors).toEqual([])
})

it('lets no name of an endpoint write headers', async () => {
  const { send, close } = mailer()
  send({ ...mail, subject: 'Billing\r\nBcc: everybody@example.test' })
  const [taken] = await server.taken(1)
  await close()
  expect(taken?.to).toEqual(mail.to)
  expect(taken?.text).not.toMatch(/^Bcc:/m)
})

it('tries again when the server is busy', async () => {
  server.refuse('451 later', '451 later')
  const { send, close } = mailer([1, 1, 1])
  send(mail)
  await server.taken(1)
  await close()
  expect(errors).toHaveLength(2)
})

it('says nothing of the credentials when the server refuses them', async () => {
  const password = registerSecret('smtp-password', 'never-in-any-log-line')
  server.refuseLogin()
  const failed = Promise.withResolvers<unknown>()
  const { send, close } = makeMailer({
    url: `smtp://postman:${password}@127.0.0.1:${server.port}`,
    from: 'patchbay@example.test',
    onError: failed.resolve,
    retryMs: [],
  })
  send(mail)
  const lines: string[] = []
  makeLogger('info', { write: (line) => lines.push(line) }).error({ err: await failed.promise }, 'no')
  await close()
  expect(lines.join()).toContain('535')
  for (const text of [password, Buffer.from(`\0postman\0${password}`).toString('base64')])
    expect(lines.join()).not.toContain(text)
})

it('gives up what the server refuses for good', async () => {
  server.refuse('550 no')
  const failed = Promise.withResolvers<unknown>()
  const { send, close } = makeMailer({
    url: `smtp://127.0.0.1:${server.port}`,
    from: 'patchbay@example.test',
    onError: failed.resolve,
    retryMs: [1],
  })
  send(mail)
  expect(String(await failed.promise)).toContain('550')
  await close()
  expect(server.mails).toEqual([])
})

it('does not wait for the next try when the process ends', async () => {
  server.refuse('451 later')
  const failed = Promise.withResolvers<unknown>()
  const { send, close } = makeMailer({
    url: `smtp://127.0.0.1:${server.port}`,
    from: 'patchbay@example.test',
    onError: failed.resolve,
    retryMs: [3_600_000],
  })
  send(mail)
  await failed.promise
  await close()
  expect(server.mails).toEqual([])
})
