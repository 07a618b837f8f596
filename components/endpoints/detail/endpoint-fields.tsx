'use client'

import { lazy, Suspense } from 'react'
import { DescriptionField } from '../fields/description-field.tsx'
import { useEndpointScope } from '../fields/endpoint-scope.tsx'
import { EventsField } from '../fields/events-field.tsx'
import { SecretField } from '../fields/secret-field.tsx'
import { TlsField } from '../fields/tls-field.tsx'
import { UrlField } from '../fields/url-field.tsx'
import { VerificationField } from '../fields/verification-field.tsx'

// Each of these is a field of one dialect alone: the pages of the others need not load it.
const PayloadVersionField = lazy(() =>
  import('../fields/payload-version-field.tsx').then((module) => ({ default: module.PayloadVersionField })),
)
const SigningField = lazy(() =>
  import('../fields/signing-field.tsx').then((module) => ({ default: module.SigningField })),
)
const MapField = lazy(() =>
  import('../fields/map-field.tsx').then((module) => ({ default: module.MapField })),
)

/** The settings that the dialect has, in reading order. */
export function EndpointFields() {
  const { fields } = useEndpointScope().profile
  return (
    <>
      <UrlField />
      <DescriptionField />
      <EventsField />
      <TlsField />
      <Suspense>{fields.payloadVersion ? <PayloadVersionField /> : null}</Suspense>
      <Suspense>{fields.signing ? <SigningField /> : null}</Suspense>
      <SecretField />
      <VerificationField />
      <Suspense>
        {fields.headers ? <MapField field="headers" /> : null}
        {fields.metadata ? <MapField field="metadata" /> : null}
      </Suspense>
    </>
  )
}
