'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useOptimistic, useState, useTransition } from 'react'
import { CursorPager } from '#components/data-table/cursor-pager.tsx'
import { FilterBar } from '#components/data-table/filter-bar.tsx'
import { SearchInput } from '#components/data-table/search-input.tsx'
import { QueryError, StaleRows } from '#components/feedback/query-faults.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { can } from '#lib/domain/authz/permissions.ts'
import { membersOptions } from '#lib/queries/members.ts'
import { Invitations } from './invitations.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { inSeenOrder, type MemberListState, memberListSearch, toPageMembers } from './member-query.ts'
import { MemberTable } from './member-table.tsx'
import { NoMembers } from './no-members.tsx'
import type { Reader } from './reader.ts'

type TeamPeopleProps = {
  team: string
  teamName: string
  reader: Reader
  /** what the address says */
  state: MemberListState
}

/** The members of a team, one page at a time, and for those who manage them, its invitations. */
export function TeamPeople({ team, teamName, reader, state }: TeamPeopleProps) {
  const router = useRouter()
  const [moving, startMove] = useTransition()
  // What was typed shows at once, while its rows are still on their way.
  const [wanted, setWanted] = useOptimistic(state)
  const [paging, setPaging] = useState<'previous' | 'next'>()
  const [inviting, setInviting] = useState(false)
  const members = useQuery(membersOptions(team, toPageMembers(state)))
  const manages = can({ permissions: new Set(reader.permissions) }, 'member:manage')
  const { data } = members
  // A row stays in its place while its role changes, although the list is sorted by role.
  const list = memberListSearch(state)
  const [seen, setSeen] = useState<{ list: string; userIds: readonly string[] }>()
  if (data && seen?.list !== list) setSeen({ list, userIds: data.items.map(({ userId }) => userId) })

  function show(next: MemberListState, how: { replace?: boolean; page?: 'previous' | 'next' } = {}) {
    const href = `/${team}/team${memberListSearch(next)}`
    setPaging(how.page)
    startMove(() => {
      setWanted(next)
      if (how.replace) router.replace(href, { scroll: false })
      else router.push(href, { scroll: how.page !== undefined })
    })
  }
  const turn = (page: 'previous' | 'next') => {
    const cursor = data?.[page]
    return cursor ? () => show({ ...wanted, cursor }, { page }) : undefined
  }

  return (
    <>
      <PageHeader
        title="Team"
        meta={
          data ? <span className="text-faint tabular-nums">{data.total.toLocaleString('en-US')}</span> : null
        }
        description={manages ? undefined : 'Admins and owners invite and manage members.'}
        actions={
          manages ? (
            <Button variant="primary" onClick={() => setInviting(true)}>
              Invite
            </Button>
          ) : null
        }
      />
      <FilterBar label="Filter members" className="mt-4">
        <SearchInput
          label="Search name or email"
          value={wanted.search}
          onChange={(search) => show({ search, cursor: undefined }, { replace: true })}
        />
      </FilterBar>
      <StaleRows query={members} />
      {members.isError && !data ? (
        <QueryError query={members} />
      ) : (
        <MemberTable
          team={team}
          teamName={teamName}
          reader={reader}
          manages={manages}
          members={inSeenOrder(data?.items ?? [], seen?.userIds ?? [])}
          ownerCount={data?.owners ?? 0}
          loading={members.isPending}
          stale={moving}
          empty={
            <NoMembers
              because={state.search === '' ? 'page' : 'search'}
              onReset={() => show({ search: '', cursor: undefined })}
            />
          }
        />
      )}
      <CursorPager
        label="members"
        onPrevious={turn('previous')}
        onNext={turn('next')}
        pending={moving ? paging : undefined}
      />
      {manages ? <Invitations team={team} /> : null}
      {manages ? (
        <InviteDialog team={team} reader={reader} open={inviting} onOpenChange={setInviting} />
      ) : null}
    </>
  )
}
