import { findMembers } from './repo.ts'

/** The e-mail addresses of a team's owners and admins, for what the system tells them. */
export async function managerAddresses(teamId: string): Promise<readonly string[]> {
  const members = await findMembers(teamId)
  return members.filter(({ role }) => role === 'owner' || role === 'admin').map(({ email }) => email)
}
