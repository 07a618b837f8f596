import { newKeyText, readKeyFile, replaceKeyFile } from './key-file.ts'
import { type KeySettings, masterKeyFile, masterKeyOf } from './master-key.ts'

/** A key that is nobody's yet. */
export interface NewMasterKey {
  readonly id: string
  /**
   * Makes it the first line of `master.key`; the keys that stand there stay below it.
   * @throws Error, one sentence; then nothing was changed
   */
  keep(): void
}

/** Makes up a key for the file in the data folder. */
export function newMasterKey(settings: KeySettings): NewMasterKey {
  const file = masterKeyFile(settings.DATA_DIR)
  const text = newKeyText()
  return {
    id: idOf(text),
    keep: () => replaceKeyFile(file, [text, ...(readKeyFile(file) ?? [])]),
  }
}

/**
 * Takes keys out of `master.key`; a file of which nothing is left goes too. Answers the ids of those taken out.
 * @throws Error, one sentence; then nothing was changed
 */
export function dropFromKeyFile(settings: KeySettings, ids: readonly string[]): string[] {
  const file = masterKeyFile(settings.DATA_DIR)
  const stored = readKeyFile(file) ?? []
  const kept = stored.filter((text) => !ids.includes(idOf(text)))
  if (kept.length < stored.length) replaceKeyFile(file, kept)
  return stored.map(idOf).filter((id) => ids.includes(id))
}

/** Where a key stands, in words: the operator knows it by its place. */
export function placesOfKey(settings: KeySettings, id: string): string[] {
  const file = masterKeyFile(settings.DATA_DIR)
  const places = (texts: readonly string[], place: (number: number) => string) =>
    texts.flatMap((text, index) => (idOf(text) === id ? place(index + 1) : []))
  return [
    ...places(readKeyFile(file) ?? [], (line) => `line ${line} of ${file}`),
    ...places(settings.PATCHBAY_OLD_MASTER_KEYS, (number) => `key ${number} of PATCHBAY_OLD_MASTER_KEYS`),
  ]
}

function idOf(text: string): string {
  return masterKeyOf(text)?.id ?? ''
}
