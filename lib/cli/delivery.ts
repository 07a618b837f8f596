import { clock } from '#lib/auth/clock.ts'
import { measureFinished } from '#lib/delivery/measure.ts'
import { startDelivery, stopDelivery } from '#lib/delivery/start.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import type { Mailbox } from '#lib/domain/failing-endpoints/tell.ts'
import { INSPECTOR_PATH } from '#lib/domain/inspector/inbox.ts'
import { startRetention, stopRetention } from '#lib/domain/retention/runner.ts'
import { EnvError, env } from '#lib/env.ts'
import { publish } from '#lib/live/publish.ts'
import { makeMailer } from '#lib/mail/mailer.ts'
import { parseAllowList } from '#lib/net/address-policy.ts'
import { logger } from '#lib/observability/logger.ts'
import { metrics } from '#lib/observability/metrics.ts'
import type { Holder } from './lifetime.ts'

/**
 * Sends deliveries for as long as the command lasts, on the database that is up by now, and looks after their history; at
 * its end what is under way is finished or given back. With `isWorker` false only what verbs send at once.
 * @throws EnvError when PATCHBAY_ALLOW_PRIVATE cannot be understood
 */
export async function sendDeliveries(lifetime: Holder, { isWorker }: { isWorker: boolean }): Promise<void> {
  const allowed = parseAllowList(env().PATCHBAY_ALLOW_PRIVATE)
  if (!allowed) throw new EnvError(['PATCHBAY_ALLOW_PRIVATE has an entry that is neither address nor name.'])
  const mail = await mailbox(lifetime)
  await startRetention({
    clock: clock(),
    keepDays: env().PATCHBAY_RETENTION_DAYS,
    onErased: (erased) => logger().info(erased, 'Erased what is older than it is kept'),
    onError: (error) => logger().error({ err: error }, 'The history could not be looked after'),
  })
  await lifetime.acquire(Promise.resolve(), stopRetention)
  const onError = (error: unknown) =>
    logger().error({ err: error }, 'A delivery failed in a way that was not expected')
  startDelivery(
    {
      ...{ clock: clock(), profile: profileOf, notify: publish, allowed, onError },
      ownReceiver: { origin: new URL(env().PATCHBAY_URL).origin, path: INSPECTOR_PATH },
      ...(mail && { mail }),
      onFinished: (finished) => measureFinished(metrics(), finished),
    },
    { isWorker, perSecond: env().PATCHBAY_ENDPOINT_RATE },
  )
  await lifetime.acquire(Promise.resolve(), stopDelivery)
}

/** Null where no mail server is configured. */
async function mailbox(lifetime: Holder): Promise<Mailbox | null> {
  const { PATCHBAY_SMTP_URL: url, PATCHBAY_MAIL_FROM: from, PATCHBAY_URL: origin } = env()
  if (url === undefined || from === undefined) return null
  const { send, close } = makeMailer({
    ...{ url, from },
    onError: (error) => logger().error({ err: error }, 'A mail could not be sent'),
  })
  await lifetime.acquire(Promise.resolve(), close)
  return { origin, send }
}
