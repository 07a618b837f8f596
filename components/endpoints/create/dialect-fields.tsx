'use client'

import { Controller, type UseFormReturn } from 'react-hook-form'
import { Input } from '#components/ui/input.tsx'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { CreateRow } from './create-row.tsx'
import type { CreateFields, CreateValues } from './create-values.ts'
import { EventsInput } from './events-input.tsx'
import { MapInput } from './map-input.tsx'

type DialectFieldsProps = {
  team: string
  profile: DialectProfile
  form: UseFormReturn<CreateValues, unknown, CreateFields>
}

/** The fields that the dialect has, and no other. */
export function DialectFields({ team, profile, form }: DialectFieldsProps) {
  const { name, description, url, events, payloadVersion, headers, metadata } = profile.fields
  const { register, control, formState } = form
  const { errors } = formState
  return (
    <>
      <CreateRow label={fieldLabels.name} hint={name.hint} error={errors.name?.message}>
        {(props) => <Input {...props} {...register('name')} autoComplete="off" />}
      </CreateRow>
      <CreateRow label={fieldLabels.url} hint={url.hint} error={errors.url?.message}>
        {(props) => (
          <Input
            {...props}
            {...register('url')}
            mono
            type="text"
            inputMode="url"
            placeholder="https://example.com/webhooks"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </CreateRow>
      {description ? (
        <CreateRow
          label={fieldLabels.description}
          optional
          hint={description.hint}
          error={errors.description?.message}
        >
          {(props) => <Textarea {...props} {...register('description')} rows={2} />}
        </CreateRow>
      ) : null}
      <CreateRow group label={fieldLabels.events} hint={events.hint} error={errors.events?.message}>
        {() => (
          <Controller
            control={control}
            name="events"
            render={({ field }) => (
              <EventsInput
                team={team}
                profile={profile}
                chosen={field.value}
                onChange={field.onChange}
                focusRef={field.ref}
              />
            )}
          />
        )}
      </CreateRow>
      {payloadVersion ? (
        <CreateRow
          group
          label={fieldLabels.payloadVersion}
          hint={payloadVersion.hint}
          error={errors.payloadVersion?.message}
        >
          {() => (
            <RadioGroup>
              {payloadVersion.choices.map((choice) => (
                <Radio
                  key={choice.value}
                  {...register('payloadVersion', { deps: ['events'] })}
                  value={choice.value}
                  description={choice.description}
                >
                  {choice.label}
                </Radio>
              ))}
            </RadioGroup>
          )}
        </CreateRow>
      ) : null}
      <FlagRow form={form} profile={profile} field="signing" />
      <FlagRow form={form} profile={profile} field="tlsVerification" />
      <FlagRow form={form} profile={profile} field="active" />
      {(['headers', 'metadata'] as const).map((field) => {
        const rule = field === 'headers' ? headers : metadata
        if (!rule) return null
        return (
          <CreateRow
            key={field}
            group
            optional
            label={fieldLabels[field]}
            hint={rule.hint}
            error={errors[field]?.message}
          >
            {(props) => (
              <Controller
                control={control}
                name={field}
                render={({ field: { value, onChange, ref } }) => (
                  <MapInput
                    rule={rule}
                    rows={value}
                    onChange={onChange}
                    invalid={props['aria-invalid']}
                    focusRef={ref}
                  />
                )}
              />
            )}
          </CreateRow>
        )
      })}
    </>
  )
}

/** What each state of a switch means for the new endpoint. */
const flagWords = {
  signing: {
    on: 'Each delivery is signed. The secret is made now, and shown once.',
    off: 'Deliveries are not signed: a receiver cannot tell yours from others.',
  },
  tlsVerification: {
    on: 'We refuse receivers whose certificate does not verify.',
    off: 'We deliver to any receiver that answers, even with an expired or forged certificate.',
  },
  active: { on: 'It gets events at once.', off: 'It starts paused.' },
} as const

function FlagRow({
  form,
  profile,
  field,
}: Pick<DialectFieldsProps, 'form' | 'profile'> & { field: keyof typeof flagWords }) {
  const rule = profile.fields[field]
  const on = form.watch(field)
  if (!rule) return null
  const words = flagWords[field][on ? 'on' : 'off']
  const warns = !on && field !== 'active'
  return (
    <CreateRow
      label={fieldLabels[field]}
      hint={
        warns ? (
          <span className="text-warn">{words}</span>
        ) : field === 'active' && !on ? (
          `${words} ${rule.hint}`
        ) : (
          words
        )
      }
      error={form.formState.errors[field]?.message}
      action={(props) => <Switch {...props} {...form.register(field)} />}
    >
      {() => (on ? 'On' : 'Off')}
    </CreateRow>
  )
}
