export interface OutgoingMail {
  readonly to: readonly string[]
  readonly subject: string
  /** plain text */
  readonly text: string
}

export interface MailerOptions {
  /** `smtp://` or `smtps://`, with the credentials */
  readonly url: string
  /** an address, or a name and an address */
  readonly from: string
  /** told of each try that failed */
  readonly onError: (error: unknown) => void
  /** how long to wait before each further try, in milliseconds */
  readonly retryMs?: readonly number[]
}

export interface Mailer {
  /** Hands a mail over and returns at once. */
  send(mail: OutgoingMail): void
  /** Gives up what waits for another try, and resolves when nothing is under way. */
  close(): Promise<void>
}

const RETRY_MS = [60_000, 5 * 60_000, 30 * 60_000]
const TIMEOUT_MS = 20_000

/** Sends mails through an SMTP server, and tries again while it is away. Nothing of it is loaded before the first mail. */
export function makeMailer({ url, from, onError, retryMs = RETRY_MS }: MailerOptions): Mailer {
  const ended = new AbortController()
  const running = new Set<Promise<void>>()

  async function deliver({ to, subject, text }: OutgoingMail): Promise<void> {
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // a text is all there is to send: nothing is read from files or addresses
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    for (const pauseMs of [...retryMs, null]) {
      try {
        // no vacation notice shall answer it
        const headers = { 'Auto-Submitted': 'auto-generated' }
        await transport.sendMail({ from, to: [...to], subject, text, headers })
        return
      } catch (error) {
        onError(error)
        if (pauseMs === null || isFinal(error)) return
        await pause(pauseMs, ended.signal)
        if (ended.signal.aborted) return
      }
    }
  }

  return {
    send(mail) {
      const work: Promise<void> = deliver(mail)
        .catch(onError)
        .finally(() => running.delete(work))
      running.add(work)
    },
    async close() {
      ended.abort()
      await Promise.all(running)
    },
  }
}

/** The server said for good that it does not take this mail. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof Error &&
    'responseCode' in error &&
    typeof error.responseCode === 'number' &&
    error.responseCode >= 500
  )
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, ms)
    timer.unref()
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
