'use client'

import { DescriptionField } from '../fields/description-field.tsx'
import { EventsField } from '../fields/events-field.tsx'
import { MapField } from '../fields/map-field.tsx'
import { PayloadVersionField } from '../fields/payload-version-field.tsx'
import { SecretField } from '../fields/secret-field.tsx'
import { SigningField } from '../fields/signing-field.tsx'
import { TlsField } from '../fields/tls-field.tsx'
import { UrlField } from '../fields/url-field.tsx'
import { VerificationField } from '../fields/verification-field.tsx'

/** The settings, in reading order. A field that the dialect does not have draws nothing. */
export function EndpointFields() {
  return (
    <>
      <UrlField />
      <DescriptionField />
      <EventsField />
      <TlsField />
      <PayloadVersionField />
      <SigningField />
      <SecretField />
      <VerificationField />
      <MapField field="headers" />
      <MapField field="metadata" />
    </>
  )
}
