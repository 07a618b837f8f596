/**
 * Where distributions put Chromium, the one to be preferred first: the headless shell is the same engine without the
 * browser's own windows, and takes half the time.
 */
export const CHROMIUM_PATHS: readonly string[] = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
