import type { Role } from '#lib/domain/authz/permissions.ts'
import { randomHex } from '#lib/domain/shared/ids.ts'

export interface DemoSource {
  readonly toolkit: string
  readonly clientId: string
  readonly steps: readonly { readonly by: Role; readonly data: Readonly<Record<string, string>> }[]
}

/** One that is set up, and one that still lacks its key. Their secrets are made anew each time. */
export function demoSources(): readonly DemoSource[] {
  return [
    {
      toolkit: 'slack',
      clientId: '5125550142.7085550199',
      steps: [
        { by: 'admin', data: { webhook_signing_secret: randomHex(16) } },
        { by: 'owner', data: { app_token: `xapp-1-${randomHex(24)}` } },
      ],
    },
    {
      toolkit: 'generic',
      clientId: 'warehouse-scanner',
      steps: [
        { by: 'developer', data: { signature_header: 'X-Scan-Signature' } },
        { by: 'developer', data: { signature_encoding: 'base64' } },
      ],
    },
  ]
}
