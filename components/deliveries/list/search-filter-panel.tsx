'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { OptionPanel } from '#components/data-table/option-panel.tsx'
import { eventNames } from '#lib/dialects/profile.ts'
import { eventTypesOptions } from '#lib/queries/event-types.ts'
import { findEndpointsOptions } from '#lib/queries/find-endpoints.ts'

type PanelProps = {
  team: string
  value: string | undefined
  onChoose: (value: string) => void
}

/** All names that a delivery of the team could have, by dialect. */
export function EventPanel({ team, value, onChoose }: PanelProps) {
  const own = useQuery(eventTypesOptions(team))
  const names = own.data?.items.map(({ name }) => name) ?? []
  const groups = eventNames(names).map((of) => ({
    id: of.dialect,
    heading: of.label,
    options: of.names.map((name) => ({ value: name, label: name })),
  }))
  return (
    <OptionPanel
      label="Events"
      placeholder="Search event"
      mono
      groups={groups}
      value={value}
      onChoose={onChoose}
    />
  )
}

/** The endpoints whose name, URL or id has the text; the newest few before there is one. */
export function EndpointPanel({ team, value, onChoose }: PanelProps) {
  const [typed, setTyped] = useState('')
  const found = useQuery({ ...findEndpointsOptions(team, typed.trim()), placeholderData: keepPreviousData })
  const options = found.data?.items.map(({ id, name, url }) => ({ value: id, label: name, detail: url }))
  return (
    <OptionPanel
      label="Endpoints"
      placeholder="Search name, URL or id"
      groups={[{ id: 'found', options: options ?? [] }]}
      value={value}
      onChoose={onChoose}
      onType={setTyped}
      pending={found.isPending}
    />
  )
}
