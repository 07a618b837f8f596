import CheckIcon from 'lucide-react/icons/check'

/** "Saved", or whose change just came in; read out, and gone after a moment. */
export function FieldStatus({ saved, changedBy }: { saved: boolean; changedBy?: string | undefined }) {
  return (
    // clear of the focus ring of the button beside it
    <span role="status" className="not-empty:mr-1.5 text-faint text-sm">
      {saved ? (
        <span className="inline-flex items-center gap-1 text-ok">
          <CheckIcon aria-hidden="true" className="size-3.5" />
          Saved
        </span>
      ) : changedBy ? (
        `Changed by ${changedBy}`
      ) : null}
    </span>
  )
}
