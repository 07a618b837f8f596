/** Panels that float over the page. They inherit nothing of the place where their trigger stands. */
export const floatClass = [
  'm-0 animate-pop-in rounded-lg border border-line-strong bg-panel shadow-pop outline-none',
  'cursor-default whitespace-normal text-left font-normal text-base text-text',
].join(' ')

/** Panels that the reader must deal with first, and what dims the page behind them. */
export const modalClass = [
  'm-0 border-line-strong bg-panel shadow-pop outline-none backdrop:animate-fade-in backdrop:bg-scrim',
  'cursor-default whitespace-normal text-left font-normal text-base text-text',
].join(' ')

/** One line of a menu. */
export const menuItemClass = [
  'relative flex min-h-7 cursor-pointer select-none items-center gap-2 rounded px-2 py-1 outline-none',
  'focus:bg-sunken aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
].join(' ')
