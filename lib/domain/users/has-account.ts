import { guarded } from '../shared/transaction.ts'
import { findUserByEmail } from './repo.ts'

/** Whether an address (lower case) has an account. Only for those whom the address itself let in, as by its invitation. */
export async function hasAccount(email: string): Promise<boolean> {
  return (await guarded(() => findUserByEmail(email))) !== null
}
