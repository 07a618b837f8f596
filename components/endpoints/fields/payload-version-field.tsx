'use client'

import { lazy, Suspense, useState } from 'react'
import { EditButton } from '#components/form/edit-button.tsx'
import { InlineField } from '#components/form/inline-field.tsx'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

const PayloadSample = lazy(() =>
  import('./payload-sample.tsx').then((module) => ({ default: module.PayloadSample })),
)

/** The form of the body, with what each form makes of one of the endpoint's own events. */
export function PayloadVersionField() {
  const { endpoint, profile, authors, may, save, schemaOf } = useEndpointScope()
  const [sampled, setSampled] = useState(false)
  const rule = profile.fields.payloadVersion
  if (!rule) return null
  const choiceOf = (version: string) => rule.choices.find((choice) => choice.value === version)
  const sampleOf = (version: string) => (
    <Suspense fallback={<Skeleton className="mt-3 h-40" />}>
      <PayloadSample version={version} />
    </Suspense>
  )
  return (
    <InlineField<string>
      group
      label={fieldLabels.payloadVersion}
      value={endpoint.payloadVersion ?? rule.default}
      version={endpoint.version}
      changedBy={authors.payloadVersion}
      schema={schemaOf('payloadVersion')}
      readOnlyReason={may('endpoint:update') ? undefined : ''}
      editHint={`${rule.hint} Only this field is sent.`}
      aside={
        <EditButton
          fieldLabel="sample"
          aria-expanded={sampled}
          aria-label={sampled ? 'Hide sample' : 'Show sample'}
          onClick={() => setSampled(!sampled)}
        >
          {sampled ? 'Hide sample' : 'Show sample'}
        </EditButton>
      }
      onSave={(version, seenVersion) =>
        save({
          field: 'payloadVersion',
          mine: version,
          toDraft: (current) => (typeof current === 'string' ? current : rule.default),
          patch: { payloadVersion: version },
          seenVersion,
          done: `Payload version is ${choiceOf(version)?.label ?? version}`,
        })
      }
      renderValue={(version) => (
        <>
          {choiceOf(version)?.label ?? version}
          <span className="block text-faint text-sm">{choiceOf(version)?.description}</span>
          {sampled ? sampleOf(version) : null}
        </>
      )}
      renderEditor={({ value, onChange, control }) => (
        <>
          <RadioGroup>
            {rule.choices.map((choice) => (
              <Radio
                key={choice.value}
                name={control.id}
                value={choice.value}
                checked={choice.value === value}
                data-autofocus={choice.value === value || undefined}
                disabled={control.readOnly}
                description={choice.description}
                onChange={() => onChange(choice.value)}
              >
                {choice.label}
              </Radio>
            ))}
          </RadioGroup>
          {sampleOf(value)}
        </>
      )}
    />
  )
}
