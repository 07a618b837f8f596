import type { Agent, Dispatcher } from 'undici'
import type { Deadline } from './deadline.ts'

export const MAX_ANSWER_BYTES = 64 * 1024

export interface Exchange {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** sent as these very bytes, UTF-8 */
  readonly body: string
}

export interface Answer {
  readonly status: number
  /** lower-case names */
  readonly headers: Readonly<Record<string, string>>
  /** the first 64 KiB, as UTF-8 where it is, with replacements where it is not */
  readonly body: string
  readonly bodyIsCut: boolean
}

/**
 * One request and its answer, without the streams that nobody needs here. Rejects with what the connection says, or with
 * what the deadline does, whatever the connection waits for.
 */
export function exchange(
  agent: Agent,
  { url, method, headers, body }: Exchange,
  ending: Deadline,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(resolve, reject)
    ending.onEnd((why) => reader.stop(why))
    agent.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: method as Dispatcher.HttpMethod,
        headers,
        body: Buffer.from(body, 'utf8'),
      },
      reader,
    )
  })
}

class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: Answer) => void
  readonly #reject: (error: Error) => void
  #controller: Dispatcher.DispatchController | null = null
  #stopped: Error | null = null
  #status = 0
  #headers: Readonly<Record<string, string | string[] | undefined>> = {}
  readonly #chunks: Buffer[] = []
  #size = 0

  constructor(resolve: (answer: Answer) => void, reject: (error: Error) => void) {
    this.#resolve = resolve
    this.#reject = reject
  }

  /** Also before there is a connection: then the request ends where it would begin. */
  stop(why: Error): void {
    this.#stopped = why
    this.#reject(why)
    this.#controller?.abort(why)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#stopped) controller.abort(this.#stopped)
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const rest = MAX_ANSWER_BYTES - this.#size
    this.#chunks.push(chunk.byteLength > rest ? chunk.subarray(0, rest) : chunk)
    this.#size += chunk.byteLength
    if (chunk.byteLength <= rest) return
    this.#answer(true)
    this.stop(new Error('The answer is longer than what is read of it.'))
  }

  onResponseEnd(): void {
    this.#answer(false)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error)
  }

  #answer(bodyIsCut: boolean): void {
    const headers = Object.entries(this.#headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ])
    this.#resolve({
      status: this.#status,
      headers: Object.fromEntries(headers),
      body: Buffer.concat(this.#chunks).toString('utf8').replaceAll('\u0000', '\ufffd'),
      bodyIsCut,
    })
  }
}
