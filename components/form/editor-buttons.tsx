import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

/** The end of a field while it is open: the way out, and Save. On touch the way out is a word, not a key. */
export function EditorButtons({
  saving,
  blocked,
  saveKey,
  onCancel,
  onSave,
}: {
  saving: boolean
  blocked: boolean
  saveKey: string
  onCancel: () => void
  onSave: () => void
}) {
  return (
    <>
      <Button
        size="s"
        variant="ghost"
        aria-label="Cancel"
        onClick={onCancel}
        className="px-1 hover:bg-transparent"
      >
        <Kbd>Esc</Kbd>
        <span className="hidden px-1 pointer-coarse:inline">Cancel</span>
      </Button>
      <Button
        size="s"
        variant="primary"
        aria-label="Save"
        loading={saving}
        disabled={blocked}
        onClick={onSave}
      >
        Save{' '}
        <span aria-hidden="true" className="pointer-coarse:hidden">
          {saveKey}
        </span>
      </Button>
    </>
  )
}
