import { assetPath } from './reference-assets.ts'

export interface ReferencePage {
  readonly apis: readonly { readonly name: string; readonly title: string; readonly document: string }[]
  /** the one that is shown first */
  readonly current: string
  readonly nonce: string
  /** as it was chosen in the dashboard; null follows the system */
  readonly theme: 'light' | 'dark' | null
}

/** Scripts with this answer's nonce and what they load, from here alone. */
export function referencePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    // it makes style elements as it goes
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // what is tried out goes to this server and to no other
    "connect-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** The colours of the dashboard (app/globals.css), under the names that the reference has for them. */
const STYLE = `
:root { color-scheme: light dark; --scalar-font: Inter, system-ui, sans-serif; --scalar-font-code: ui-monospace, monospace; --scalar-radius: 6px; --scalar-radius-lg: 6px; --scalar-radius-xl: 6px; }
body { margin: 0; }
.light-mode { color-scheme: light; --scalar-color-1: #1b1a17; --scalar-color-2: #5d5b55; --scalar-color-3: #6c6962; --scalar-color-accent: #3b5bdb; --scalar-background-1: #fcfcfb; --scalar-background-2: #ffffff; --scalar-background-3: #f5f5f3; --scalar-background-accent: #eef1fd; --scalar-border-color: #e7e6e2; --scalar-color-green: #177545; --scalar-color-red: #b42318; --scalar-color-yellow: #9a5806; --scalar-color-blue: #3b5bdb; --scalar-color-orange: #9a5806; }
.dark-mode { color-scheme: dark; --scalar-color-1: #edece8; --scalar-color-2: #a3a199; --scalar-color-3: #979589; --scalar-color-accent: #8ba2ff; --scalar-background-1: #131312; --scalar-background-2: #191918; --scalar-background-3: #20201e; --scalar-background-accent: #232a45; --scalar-border-color: #2b2b28; --scalar-color-green: #5ec58e; --scalar-color-red: #f0867c; --scalar-color-yellow: #e0a458; --scalar-color-blue: #8ba2ff; --scalar-color-orange: #e0a458; }
.light-mode .back { background: #fcfcfb; color: #1b1a17; border-color: #e7e6e2; }
.dark-mode .back { background: #131312; color: #edece8; border-color: #2b2b28; }
.back { display: block; padding: 8px 16px; font: 13px/20px var(--scalar-font); border-bottom: 1px solid; text-decoration: none; }
.back:hover { text-decoration: underline; }
`

/** The page of the interactive reference. */
export function referencePage({ apis, current, nonce, theme }: ReferencePage): string {
  const sources = apis.map(({ name, title, document }) => ({
    title,
    slug: name,
    url: document,
    default: name === current,
  }))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · Patchbay</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${STYLE}</style>
</head>
<body>
<a class="back" href="/">← Patchbay</a>
<div id="reference" data-configuration="${attribute(JSON.stringify({ sources, theme }))}"></div>
<noscript>The documents themselves are at <a href="/openapi">/openapi</a>.</noscript>
<script type="module" nonce="${nonce}" src="${assetPath('start.js')}"></script>
</body>
</html>
`
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
