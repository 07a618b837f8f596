'use client'

import CheckIcon from 'lucide-react/icons/check'
import { Slot } from 'radix-ui/slot'
import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  use,
  useRef,
} from 'react'
import { cn } from './cn.ts'
import { Kbd } from './kbd.tsx'
import { MenuContext, type MenuOpener, useMenu } from './menu-context.ts'
import { MenuPanel, type MenuPanelProps } from './menu-panel.tsx'
import { menuItemClass } from './overlay-class.ts'
import { Trigger, type TriggerProps } from './trigger.tsx'
import { type DisclosureProps, useDisclosure } from './use-disclosure.ts'

/** A menu on a button. `open` and `onOpenChange` are optional. */
export function DropdownMenu({ children, ...props }: DisclosureProps & { children: ReactNode }) {
  const openedBy = useRef<MenuOpener>('pointer')
  return <MenuContext value={{ ...useDisclosure(props), openedBy }}>{children}</MenuContext>
}

/** The button that opens the menu: by press, Enter, Space, or an arrow key. */
export function DropdownMenuTrigger(props: TriggerProps) {
  const { open, setOpen, triggerRef, triggerId, contentId, pressProps, openedBy } = useMenu()
  return (
    <Trigger
      {...props}
      ref={triggerRef}
      id={triggerId}
      aria-haspopup="menu"
      aria-expanded={open}
      aria-controls={open ? contentId : undefined}
      onPointerDown={pressProps.onPointerDown}
      onClick={(event) => {
        openedBy.current = event.detail === 0 ? 'first' : 'pointer'
        pressProps.onClick(event)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        openedBy.current = event.key === 'ArrowDown' ? 'first' : 'last'
        setOpen(true)
      }}
    />
  )
}

/** The panel of a menu. Escape, Tab, a choice, or a press beside it closes it. */
export function DropdownMenuContent(props: MenuPanelProps) {
  return useMenu().open ? <MenuPanel {...props} /> : null
}

/** The focus follows the pointer, so that keys go on from where it is. */
function focusUnderPointer(event: PointerEvent<HTMLElement>) {
  if (event.pointerType === 'mouse') event.currentTarget.focus({ preventScroll: true })
}

type ItemProps = Omit<ComponentProps<'div'>, 'onSelect' | 'onClick'> & {
  onSelect?: (() => void) | undefined
  /** The child, a link, is the item; then `icon` and `kbd` are the child's own affair. */
  asChild?: boolean
  tone?: 'danger' | undefined
  icon?: ReactNode
  kbd?: string
  disabled?: boolean | undefined
}

/** One deed. Choosing it closes the menu, puts the focus on its button, then acts. */
export function DropdownMenuItem(props: ItemProps) {
  const { onSelect, asChild = false, tone, icon, kbd, disabled = false, className, children, ...rest } = props
  const { dismiss } = useMenu()
  const Item = asChild ? Slot : 'div'
  return (
    <Item
      {...rest}
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled || undefined}
      onPointerMove={focusUnderPointer}
      onClick={(event: MouseEvent) => {
        if (disabled) return event.preventDefault()
        dismiss()
        onSelect?.()
      }}
      className={cn(menuItemClass, tone === 'danger' && 'text-bad focus:bg-bad-soft', className)}
    >
      {asChild ? (
        children
      ) : (
        <>
          {icon ? <span className="flex-none text-muted [&_svg]:size-3.5">{icon}</span> : null}
          <span className="min-w-0 flex-1 truncate">{children}</span>
          {kbd ? <Kbd className="text-muted">{kbd}</Kbd> : null}
        </>
      )}
    </Item>
  )
}

type ChoiceProps = {
  role: string
  checked: boolean
  disabled: boolean
  onChoose: () => void
  children: ReactNode
}

function Choice({ role, checked, disabled, onChoose, children }: ChoiceProps) {
  const item = {
    role,
    tabIndex: -1,
    'aria-checked': checked,
    'aria-disabled': disabled || undefined,
    onPointerMove: focusUnderPointer,
    onClick: () => {
      if (!disabled) onChoose()
    },
  }
  return (
    <div {...item} className={cn(menuItemClass, 'pl-7.5')}>
      {checked ? <CheckIcon aria-hidden="true" className="absolute left-2 size-3.5" /> : null}
      {children}
    </div>
  )
}

type CheckboxItemProps = {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
  children: ReactNode
}

/** A choice that is on or off. The menu stays open. */
export function DropdownMenuCheckboxItem({
  checked,
  onCheckedChange,
  disabled = false,
  children,
}: CheckboxItemProps) {
  return (
    <Choice
      role="menuitemcheckbox"
      checked={checked}
      disabled={disabled}
      onChoose={() => onCheckedChange(!checked)}
    >
      {children}
    </Choice>
  )
}

type RadioGroupProps = {
  value: string
  onValueChange: (value: string) => void
  label?: string
  children: ReactNode
}

const RadioContext = createContext<Pick<RadioGroupProps, 'value' | 'onValueChange'> | undefined>(undefined)

/** Choices of which one is taken. */
export function DropdownMenuRadioGroup({ value, onValueChange, label, children }: RadioGroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
    <div role="group" aria-label={label}>
      <RadioContext value={{ value, onValueChange }}>{children}</RadioContext>
    </div>
  )
}

/** One of the choices of a `DropdownMenuRadioGroup`. Taking it closes the menu. */
export function DropdownMenuRadioItem(props: { value: string; disabled?: boolean; children: ReactNode }) {
  const { value, disabled = false, children } = props
  const group = use(RadioContext)
  const { dismiss } = useMenu()
  function choose() {
    dismiss()
    group?.onValueChange(value)
  }
  return (
    <Choice role="menuitemradio" checked={group?.value === value} disabled={disabled} onChoose={choose}>
      {children}
    </Choice>
  )
}

/** A heading inside a menu, for the eye. */
export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return (
    <div aria-hidden="true" className="px-2 py-1 text-faint text-sm">
      {children}
    </div>
  )
}

/** A hairline inside a menu. */
export function DropdownMenuSeparator() {
  return <hr className="-mx-1 my-1 h-px border-0 bg-line" />
}
