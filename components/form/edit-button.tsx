import type { ComponentProps } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Kbd } from '#components/ui/kbd.tsx'

/** The quiet word at the end of a field that opens it. Always there: for touch, and for the Tab key. */
export function EditButton({
  fieldLabel,
  children = 'Edit',
  className,
  ...props
}: ComponentProps<'button'> & { fieldLabel: string }) {
  return (
    <button
      {...props}
      type="button"
      aria-label={`${typeof children === 'string' ? children : 'Edit'} ${fieldLabel}`}
      className={cn(
        '-mx-1.5 -my-0.5 h-6 rounded-sm px-1.5 text-faint text-sm transition-colors duration-100 hover:text-text',
        className,
      )}
    >
      {children}
    </button>
  )
}

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
