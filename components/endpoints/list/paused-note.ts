import { profileOf } from '#lib/dialects/profile.ts'
import { droppedWords } from '../fields/pause-words.ts'

/** What is lost while an endpoint of this dialect is paused; undefined where nothing is. */
export function pausedNote(dialect: string): string | undefined {
  return profileOf(dialect)?.delivery.whilePaused === 'drop' ? droppedWords : undefined
}
