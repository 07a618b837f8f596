import { createApiReference } from './standalone.esm.js'

const { sources, theme } = JSON.parse(document.getElementById('reference').dataset.configuration)

// nothing is fetched from elsewhere: no fonts, no proxy, no telemetry, no assistant
createApiReference('#reference', {
  sources,
  theme: 'none',
  layout: 'modern',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  ...(theme ? { forceDarkModeState: theme, hideDarkModeToggle: true } : {}),
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  documentDownloadType: 'direct',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
})
