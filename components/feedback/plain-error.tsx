type PlainErrorProps = {
  title: string
  description: string
  /** What the log knows the failure by. */
  reference?: string | undefined
  buttonLabel: string
  onButton: () => void
}

/**
 * The last resort, where a page or the whole frame failed. Every page loads it at first, so it is plain markup that
 * brings no other component along.
 */
export function PlainError({ title, description, reference, buttonLabel, onButton }: PlainErrorProps) {
  return (
    <main id="main" className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 pt-[12dvh] text-center">
      <h1 className="font-semibold text-lg text-text">{title}</h1>
      <p className="text-muted">{description}</p>
      {reference ? <p className="font-mono text-faint text-sm">Reference {reference}</p> : null}
      <button
        type="button"
        onClick={onButton}
        className="mt-2 h-8 rounded border border-line-strong bg-panel px-3 font-medium text-text focus-visible:outline-2 focus-visible:outline-accent"
      >
        {buttonLabel}
      </button>
    </main>
  )
}
