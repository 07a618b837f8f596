import type { Ajv, Format } from 'ajv'
import formats from 'ajv-formats'
import type { Take } from './effort.ts'

const NAMES = [
  ...(['date', 'time', 'date-time', 'duration', 'uri', 'uri-reference', 'uri-template', 'url'] as const),
  ...(['email', 'hostname', 'ipv4', 'ipv6', 'regex', 'uuid', 'byte'] as const),
  ...(['json-pointer', 'json-pointer-uri-fragment', 'relative-json-pointer'] as const),
]

/** No time is longer, and the longer ones would be cut into pieces to look at. */
const MAX_TIME_LENGTH = 256
/** Making a long host's letters fit for DNS takes the square of its length. */
const URL_PARTS = /^(?:https?|ftp):\/\/[^\s/?#]{1,1024}(?:[/?#]\S*)?$/i

/**
 * Formats whose time grows with the text's length and no faster, and which take a step for each character. Those of
 * numbers, and those that allow everything, are the library's own.
 */
export function addFormats(ajv: Ajv, take: Take): void {
  formats.default(ajv)
  for (const name of NAMES) {
    const fits = checkOf(name)
    const what = `the format ${name}`
    const validate = (text: string) => {
      take(text.length, { what, text })
      return fits(text)
    }
    const known = ajv.formats[name]
    const compare = typeof known === 'object' && 'compare' in known ? known.compare : undefined
    ajv.addFormat(name, (compare ? { validate, compare } : { validate }) as Format)
  }
}

function checkOf(name: (typeof NAMES)[number]): (text: string) => boolean {
  // the library's pattern takes the square of the length
  if (name === 'url') return (text) => URL_PARTS.test(text) && URL.canParse(text)
  const fits = plainCheck(formats.default.get(name))
  return name === 'date-time' ? (text) => text.length <= MAX_TIME_LENGTH && fits(text) : fits
}

function plainCheck(format: Format): (text: string) => boolean {
  if (format instanceof RegExp) return (text) => format.test(text)
  if (typeof format === 'function') return (text) => format(text)
  const validate = typeof format === 'object' ? format.validate : undefined
  if (validate instanceof RegExp) return (text) => validate.test(text)
  if (typeof validate === 'function') return (text) => validate(text as never) === true
  throw new Error('Every format here has a check.')
}
