/** A failure that the person at the keyboard can mend: its message is the one sentence that is shown. */
export class CliError extends Error {
  /**
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(message, options) {
    super(message, options)
    this.name = 'CliError'
  }
}

/**
 * The system's code of a failed call ('ENOENT', 'EACCES', …), or ''. Of a failure that has several (a host
 * with several addresses), the first one's.
 * @param {unknown} error
 * @returns {string}
 */
export function codeOf(error) {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ''
}
