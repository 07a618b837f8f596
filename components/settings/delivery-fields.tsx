'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { MAX_PAUSE_AFTER_DAYS } from '#lib/domain/teams/delivery-limits.ts'
import type { DeliverySettings } from '#lib/domain/teams/delivery-settings.ts'
import { deliverySettingsOptions, teamAuthorOptions } from '#lib/queries/team.ts'
import { DaysField } from './days-field.tsx'
import { daysText } from './days-text.ts'

type DeliveryFieldsProps = {
  /** the team's slug */
  team: string
  initial: DeliverySettings
  /** how long this server keeps deliveries */
  keepDays: number
  editable: boolean
}

/** Rows of the settings: how the team's deliveries are kept, and what becomes of endpoints that fail. */
export function DeliveryFields({ team, initial, keepDays, editable }: DeliveryFieldsProps) {
  const queries = useQueryClient()
  const options = deliverySettingsOptions(team)
  const { data: settings = initial } = useQuery(options)
  const { data: changedBy } = useQuery(teamAuthorOptions(team))
  const common = {
    ...{ team, settings, editable },
    changedBy: changedBy ?? undefined,
    onTakeTheirs: () => void queries.invalidateQueries({ queryKey: options.queryKey }),
  }
  return (
    <>
      <DaysField
        {...common}
        field="retentionDays"
        label="Days kept"
        max={keepDays}
        tooMany={`This server keeps ${daysText(keepDays)} at most.`}
        hint={`Messages and finished deliveries are erased after that. This server keeps them for ${daysText(keepDays)}; a team can keep its own for less. Empty: as this server does. What is not finished stays.`}
        text={(days) =>
          days === null || days > keepDays ? `${daysText(keepDays)}, as this server does` : daysText(days)
        }
      />
      <DaysField
        {...common}
        field="pauseAfterDays"
        label="Failing endpoints"
        max={MAX_PAUSE_AFTER_DAYS}
        hint="After so many days of nothing but failures an endpoint of Standard Webhooks is paused. After half of them owners and admins are warned. Empty: never."
        text={(days) => (days === null ? 'Never paused' : `Paused after ${daysText(days)}`)}
      />
    </>
  )
}
