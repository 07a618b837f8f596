import type { Toolkit } from './toolkit.ts'

/** Any provider that signs the body with HMAC-SHA256: where the signature stands is asked for. */
export const generic: Toolkit = {
  slug: 'generic',
  label: 'Generic HMAC',
  summary: 'Any provider that signs the body with HMAC-SHA256.',
  clientIdHint: "The id that the provider's app has there, or a name of your own.",
  urlHint: 'Paste it where the provider asks for a webhook URL.',
  setupFields: {
    webhook_signing_secret: {
      displayName: 'Signing Secret',
      description: 'Key of the HMAC, its characters as they are',
      isRequired: true,
      isSecret: true,
    },
    signature_header: {
      displayName: 'Signature Header',
      description: 'Name of the header that carries the signature, as X-Signature',
      isRequired: true,
      isSecret: false,
      format: { kind: 'header-name' },
    },
    signature_encoding: {
      displayName: 'Signature Encoding',
      description: 'hex or base64; hex while it is empty',
      isRequired: false,
      isSecret: false,
      format: { kind: 'choice', choices: ['hex', 'base64'] },
    },
    signature_prefix: {
      displayName: 'Signature Prefix',
      description: 'Text before the signature in its header, as sha256=; none while it is empty',
      isRequired: false,
      isSecret: false,
    },
  },
  signing: {
    kind: 'hmac-sha256',
    keyField: 'webhook_signing_secret',
    signature: {
      kind: 'header',
      header: { field: 'signature_header', otherwise: null },
      prefix: { field: 'signature_prefix', otherwise: '' },
      encoding: { field: 'signature_encoding', otherwise: 'hex' },
    },
    signed: ['body'],
    timestamp: null,
  },
  handshake: { kind: 'none' },
}
