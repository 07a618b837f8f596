import { Select } from '#components/ui/select.tsx'
import type { OauthAppName } from '#lib/domain/oauth-apps/app-names.ts'
import { CreateRow } from './create-row.tsx'

type AppChoiceProps = {
  apps: readonly OauthAppName[]
  /** empty: none */
  value: string
  onChange: (id: string) => void
}

/** The OAuth app that a new endpoint is made for; it cannot be changed later. */
export function AppChoice({ apps, value, onChange }: AppChoiceProps) {
  return (
    <CreateRow
      optional
      label="OAuth app"
      hint={
        value === ''
          ? 'The dialect’s API shows an endpoint to one app alone. Without one, only the dashboard has it.'
          : 'This app sees and changes it at the API, from now on.'
      }
    >
      {({ 'aria-errormessage': _, ...control }) => (
        <Select
          {...control}
          className="max-w-[320px]"
          options={[
            { value: '', label: 'None' },
            ...apps.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={value}
          onValueChange={onChange}
        />
      )}
    </CreateRow>
  )
}
