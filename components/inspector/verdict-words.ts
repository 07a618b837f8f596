import type { Tone } from '#components/ui/tag.tsx'
import type { RequestSummary, RequestView } from '#lib/domain/inspector/inbox.ts'

interface Label {
  readonly text: string
  readonly tone: Tone
}

const labels: Readonly<Record<RequestSummary['verdict'], Label>> = {
  verified: { text: 'Signature verifies', tone: 'ok' },
  stale: { text: 'Stale timestamp', tone: 'bad' },
  old_key: { text: 'Wrong key', tone: 'bad' },
  reformatted: { text: 'Body altered', tone: 'bad' },
  mismatch: { text: 'Does not verify', tone: 'bad' },
  malformed: { text: 'Not readable', tone: 'bad' },
  unsigned: { text: 'Unsigned', tone: 'warn' },
  not_signing: { text: 'Unsigned', tone: 'neutral' },
  no_endpoint: { text: 'Not checked', tone: 'neutral' },
}

/** What was found out about a request's signature, in two or three words. */
export function verdictLabel({
  verdict,
  isAltered,
}: Pick<RequestView, 'verdict'> & { isAltered?: boolean }): Label {
  return labels[isAltered ? 'reformatted' : verdict]
}

/** The same in a sentence or two: why, and how to mend it. */
export function verdictText(request: RequestView): string {
  const { endpoint, signatureHeader, olderKey } = request
  const name = endpoint?.name ?? 'a deleted endpoint'
  const header = signatureHeader ?? 'The signature’s header'
  if (request.verdict === 'mismatch' && request.isAltered)
    return `Patchbay made this signature for ${name}, but for another request: body, id or time were changed on the way.`
  switch (request.verdict) {
    case 'verified':
      return olderKey
        ? `Made with an older key of ${name}, whose overlap is not over.`
        : `Made with the current key of ${name}.`
    case 'stale':
      return `Made with a key of ${name}, but signed more than five minutes from when it came. Receivers take that for a replay.`
    case 'old_key':
      return `Made with an older key of ${name} that signs no more: it was revoked, or its overlap is over. Sign with the current one.`
    case 'reformatted':
      return `The signature of ${name} fits the same JSON written in another way. Something on the way wrote it anew: the exact bytes are signed.`
    case 'mismatch':
      return `No key of ${name} makes this signature for this body. Either another key signed it, or the body was changed afterwards.`
    case 'malformed':
      return `${header} is not in the form that ${name} uses, or the id or time that it signs is not there.`
    case 'unsigned':
      return `${header} is not there. Who sends as ${name} signs each request.`
    case 'not_signing':
      return `Signing is off for ${name}, so there is nothing to check.`
    case 'no_endpoint':
      return 'No endpoint of this team leads to this inbox, so there is no key to check with.'
  }
}

/** "1.4 KB" */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** What an inbox answers: "200 at once", "500 after 2 s". */
export function answerText({
  status,
  delayMs,
}: {
  readonly status: number
  readonly delayMs: number
}): string {
  return `${status} ${delayMs === 0 ? 'at once' : `after ${delayMs / 1000} s`}`
}
