import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  inviteMemberAction,
  listInvitationsAction,
  revokeInvitationAction,
} from '#lib/actions/invitations.ts'
import {
  changeRoleAction,
  leaveTeamAction,
  listMembersAction,
  removeMemberAction,
} from '#lib/actions/members.ts'
import type { Role } from '#lib/domain/authz/permissions.ts'
import type { MemberPage, PageMembers } from '#lib/domain/members/page-members.ts'
import { peopleKeys } from './people-keys.ts'
import { runAction } from './run-action.ts'

/** A page of a team's members. */
export function membersOptions(team: string, query: PageMembers) {
  const { search, cursor } = query
  return queryOptions({
    queryKey: peopleKeys.memberPage(team, query),
    queryFn: () =>
      runAction(listMembersAction({ team, ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) })),
  })
}

/** The invitations that nobody answered; for those who manage members. */
export function invitationsOptions(team: string) {
  return queryOptions({
    queryKey: peopleKeys.invitations(team),
    queryFn: () => runAction(listInvitationsAction({ team })),
  })
}

/** A member's role: shown at once, taken back if the server refuses. */
export function useChangeRole(team: string) {
  const queries = useQueryClient()
  const queryKey = peopleKeys.members(team)
  const put = (userId: string, from: Role, role: Role) =>
    queries.setQueriesData<MemberPage>(
      { queryKey },
      (page) =>
        page && {
          ...page,
          owners: page.owners + Number(role === 'owner') - Number(from === 'owner'),
          items: page.items.map((member) => (member.userId === userId ? { ...member, role } : member)),
        },
    )
  return useMutation({
    mutationFn: ({ userId, role, before }: { userId: string; role: Role; before: Role }) =>
      runAction(changeRoleAction({ team, userId, role, seenRole: before })),
    onMutate: async ({ userId, role, before }) => {
      await queries.cancelQueries({ queryKey })
      put(userId, before, role)
    },
    onError: (_error, { userId, role, before }) => put(userId, role, before),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
}

export function useRemoveMember(team: string) {
  const queries = useQueryClient()
  const queryKey = peopleKeys.members(team)
  return useMutation({
    mutationFn: (userId: string) => runAction(removeMemberAction({ team, userId })),
    onSuccess: (_data, userId) =>
      queries.setQueriesData<MemberPage>(
        { queryKey },
        (page) => page && { ...page, items: page.items.filter((member) => member.userId !== userId) },
      ),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
}

export function useLeaveTeam(team: string) {
  return useMutation({ mutationFn: () => runAction(leaveTeamAction({ team })) })
}

export function useInvite(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: { email: string; role: Role }) => runAction(inviteMemberAction({ team, ...input })),
    onSettled: () => queries.invalidateQueries({ queryKey: peopleKeys.invitations(team) }),
    // the answer holds a link: it leaves memory with the dialog
    gcTime: 0,
  })
}

export function useRevokeInvitation(team: string) {
  const queries = useQueryClient()
  const { queryKey } = invitationsOptions(team)
  return useMutation({
    mutationFn: (id: string) => runAction(revokeInvitationAction({ team, id })),
    onSuccess: (_data, id) =>
      queries.setQueryData(queryKey, (invitations) => invitations?.filter((item) => item.id !== id)),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
}
