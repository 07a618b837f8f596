'use client'

import { Select } from '#components/ui/select.tsx'
import { type Role, roles } from '#lib/domain/authz/permissions.ts'
import type { Member } from '#lib/domain/members/member.ts'
import { roleChangeFault } from '#lib/domain/members/rules.ts'
import type { Reader } from './reader.ts'
import { roleText } from './role-text.ts'

type RoleCellProps = {
  member: Member
  reader: Reader
  manages: boolean
  ownerCount: number
  /** Asks first: the keys of a closed select choose at every step. */
  onChoose: (role: Role) => void
}

/** A member's role: a select for who may change it, with the reason where it has to stay. */
export function RoleCell({ member, reader, manages, ownerCount, onChoose }: RoleCellProps) {
  const faultOf = (nextRole: Role) =>
    roleChangeFault({ actorRole: reader.role, targetRole: member.role, nextRole, ownerCount })
  const options = roles
    .filter((role) => faultOf(role)?.code !== 'forbidden')
    .map((role) => ({ value: role, label: roleText[role].label, disabled: faultOf(role) !== null }))
  const fault = roles.map(faultOf).find((found) => found?.code === 'wrong_state')

  if (!manages || options.length < 2) return <span>{roleText[member.role].label}</span>
  return (
    <div className="min-w-0 max-md:text-right">
      <Select
        size="s"
        className="w-32"
        aria-label={`Role of ${member.name}`}
        value={member.role}
        options={options}
        onValueChange={(role) => {
          if (role !== member.role) onChoose(role)
        }}
      />
      {fault ? <p className="mt-1 max-w-56 text-faint text-sm max-md:ml-auto">{fault.message}</p> : null}
    </div>
  )
}
