'use client'

import SunMoonIcon from 'lucide-react/icons/sun-moon'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { useSingleKeys } from '#components/ui/shortcut.ts'
import { readTheme, type Theme } from './theme.ts'
import { useTheme } from './use-theme.ts'

const themes: { value: Theme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
]

/** The display menu of the top bar: light, dark or the system's theme, and single-key shortcuts on or off. */
export function ThemeSwitch() {
  const [theme, setTheme] = useTheme()
  const [singleKeys, setSingleKeys] = useSingleKeys()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label="Theme and keyboard">
          <SunMoonIcon aria-hidden="true" />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          label="Theme"
          value={theme}
          onValueChange={(value) => setTheme(readTheme(value))}
        >
          {themes.map(({ value, label }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuCheckboxItem checked={singleKeys} onCheckedChange={setSingleKeys}>
          Single-key shortcuts
        </DropdownMenuCheckboxItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

/** The same choice of theme in a page, for the account's settings. */
export function ThemeChoice() {
  const [theme, setTheme] = useTheme()
  return <Segmented legend="Theme" value={theme} onValueChange={setTheme} options={themes} />
}
