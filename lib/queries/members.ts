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
import { peopleKeys } from './people-keys.ts'
import { runAction } from './run-action.ts'

/** All members of a team. */
export function membersOptions(team: string) {
  return queryOptions({
    queryKey: peopleKeys.members(team),
    queryFn: () => runAction(listMembersAction({ team })),
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
  const { queryKey } = membersOptions(team)
  const put = (userId: string, role: Role) =>
    queries.setQueryData(queryKey, (members) =>
      members?.map((member) => (member.userId === userId ? { ...member, role } : member)),
    )
  return useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role; before: Role }) =>
      runAction(changeRoleAction({ team, userId, role })),
    onMutate: async ({ userId, role }) => {
      await queries.cancelQueries({ queryKey })
      put(userId, role)
    },
    onError: (_error, { userId, before }) => put(userId, before),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
}

export function useRemoveMember(team: string) {
  const queries = useQueryClient()
  const { queryKey } = membersOptions(team)
  return useMutation({
    mutationFn: (userId: string) => runAction(removeMemberAction({ team, userId })),
    onSuccess: (_data, userId) =>
      queries.setQueryData(queryKey, (members) => members?.filter((member) => member.userId !== userId)),
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
