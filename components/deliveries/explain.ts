/** What became of one request, as far as its explanation needs to know. */
export interface Outcome {
  readonly succeeded: boolean
  readonly responseCode: number | null
  /** as `timeout`; null for an answer */
  readonly errorCode: string | null
  readonly errorMessage: string | null
}

/** What went wrong, and what may mend it. */
export interface Explanation {
  readonly what: string
  readonly hint: string
}

const UNANSWERED: Readonly<Record<string, string>> = {
  dns: 'Check the spelling of the host in the URL, and its DNS records.',
  blocked: 'Patchbay sends to public addresses alone. Whoever runs it can allow others.',
  refused: 'Check that the receiver is running, and that the port in the URL is right.',
  unreachable: 'Check that the receiver can be reached from the internet.',
  reset: 'Its log, or that of a proxy in front of it, may say why.',
  timeout: 'Let the receiver answer first and do its work afterwards.',
  tls: 'Renew or complete the certificate. TLS verification can be turned off for this endpoint until then.',
  bad_answer: 'Check that a web server listens at this address and port.',
  not_sendable: 'Choose another payload version, or other events.',
  internal: 'The server’s log has the details.',
}

const ANSWERED: Readonly<Record<number, Explanation>> = {
  400: {
    what: 'The receiver did not accept the request.',
    hint: 'Its answer may say what it did not understand.',
  },
  401: {
    what: 'The receiver asked for credentials.',
    hint: 'Check the signing secret on its side, or the custom headers here.',
  },
  403: {
    what: 'The receiver refused the request.',
    hint: 'Check the signing secret on its side, and any firewall in front of it.',
  },
  404: { what: 'The receiver knows no such path.', hint: 'Check the path in the destination URL.' },
  405: {
    what: 'The receiver takes no POST at this path.',
    hint: 'Check the path in the destination URL.',
  },
  408: { what: 'The receiver gave up waiting for the request.', hint: 'It may be under heavy load.' },
  410: {
    what: 'The receiver says that nobody listens there any more.',
    hint: 'Enter its new URL, or delete the endpoint.',
  },
  413: { what: 'The payload is too large for the receiver.', hint: 'Raise its limit for request bodies.' },
  415: { what: 'The receiver takes no JSON.', hint: 'Check what content types it accepts.' },
  429: {
    what: 'The receiver gets more than it takes.',
    hint: 'Where it said for how long, the next attempt waits for it.',
  },
}

/** Why an attempt did not succeed, in plain words; null for one that did. */
export function explain({ succeeded, responseCode, errorCode, errorMessage }: Outcome): Explanation | null {
  if (succeeded) return null
  if (responseCode === null)
    return {
      what: errorMessage ?? 'No answer came.',
      hint: UNANSWERED[errorCode ?? ''] ?? 'Check that the receiver can be reached.',
    }
  const known = ANSWERED[responseCode]
  if (known) return known
  if (responseCode < 200)
    return {
      what: 'The answer was not a final one.',
      hint: 'A receiver answers with a status from 200 to 299.',
    }
  if (responseCode < 400)
    return {
      what: 'The receiver pointed to another address, and redirects are not followed.',
      hint: 'Enter the final address as the destination URL.',
    }
  if (responseCode < 500)
    return { what: 'The receiver did not accept the request.', hint: 'Its answer may say why.' }
  return {
    what:
      responseCode === 500
        ? 'The receiver ran into an error of its own.'
        : 'The receiver, or a proxy in front of it, was not able to answer.',
    hint: 'Look into the receiver’s log at the time of the attempt.',
  }
}
