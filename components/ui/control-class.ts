/** What text boxes share. Touch devices get 16 px text, or iOS zooms into the page on focus. */
export const controlClass = [
  'w-full min-w-0 rounded border border-control bg-panel px-2.5 text-base text-text pointer-coarse:text-[1rem]',
  'transition-[border-color,box-shadow] duration-100',
  'focus-visible:border-accent focus-visible:shadow-focus focus-visible:outline-none',
  'aria-invalid:border-bad disabled:cursor-not-allowed disabled:opacity-50 read-only:bg-sunken',
].join(' ')

/** Ids, URLs, secrets and JSON are set in mono. */
export const monoControlClass = 'font-mono text-sm'
