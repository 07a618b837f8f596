import type { Config } from 'tailwindcss'

/** Colours of app/globals.css; the whole palette: Tailwind's own colours are switched off. */
const colorTokens = [
  'bg',
  'panel',
  'sunken',
  'line',
  'line-strong',
  'control',
  'text',
  'muted',
  'faint',
  'accent',
  'accent-soft',
  'on-solid',
  'ok',
  'ok-soft',
  'warn',
  'warn-soft',
  'bad',
  'bad-soft',
  'ring',
  'scrim',
] as const

const config: Config = {
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      inherit: 'inherit',
      ...Object.fromEntries(colorTokens.map((name) => [name, `var(--${name})`])),
    },
    fontFamily: {
      sans: ['var(--font-geist-sans)', 'Inter', 'system-ui', 'sans-serif'],
      mono: ['var(--font-geist-mono)', 'ui-monospace', 'monospace'],
    },
    // In rem, so that a reader's larger default size scales everything: 11/16, 12/18, 13/20, 14/20, 20/28 px.
    fontSize: {
      xs: ['0.6875rem', '1rem'],
      sm: ['0.75rem', '1.125rem'],
      base: ['0.8125rem', '1.25rem'],
      lg: ['0.875rem', '1.25rem'],
      xl: ['1.25rem', '1.75rem'],
    },
    borderRadius: { none: '0', sm: '4px', md: '5px', DEFAULT: '6px', lg: '8px', xl: '10px', full: '9999px' },
    boxShadow: {
      none: 'none',
      float: 'var(--shadow-float)',
      pop: 'var(--shadow-pop)',
      focus: '0 0 0 3px var(--ring)',
    },
    extend: {
      maxWidth: { page: '1220px', wide: '1700px' },
      keyframes: {
        'fade-in': { from: { opacity: '0' } },
        'pop-in': { from: { opacity: '0', transform: 'translateY(-2px) scale(.985)' } },
        'sheet-in-right': { from: { transform: 'translateX(100%)' } },
        'sheet-in-left': { from: { transform: 'translateX(-100%)' } },
        highlight: { '0%, 35%': { backgroundColor: 'var(--accent-soft)' } },
        'highlight-again': { '0%, 35%': { backgroundColor: 'var(--accent-soft)' } },
        breathe: { '50%': { opacity: '.55' } },
        'on-its-way': { from: { transform: 'scaleX(0)' }, to: { transform: 'scaleX(.9)' } },
      },
      animation: {
        'fade-in': 'fade-in 120ms ease-out',
        'pop-in': 'pop-in 120ms ease-out',
        'sheet-in-right': 'sheet-in-right 180ms cubic-bezier(.2,.8,.2,1)',
        'sheet-in-left': 'sheet-in-left 180ms cubic-bezier(.2,.8,.2,1)',
        highlight: 'highlight 2.4s ease-out',
        'highlight-again': 'highlight-again 2.4s ease-out',
        breathe: 'breathe 1.6s ease-in-out infinite',
        // most pages are there before it begins
        'on-its-way': 'on-its-way 8s cubic-bezier(.1,.8,.2,1) 150ms both',
      },
    },
  },
}

export default config
