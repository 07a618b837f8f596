/** What the editor holds of a number of days; empty for none. */
export function draftOfDays(days: number | null): string {
  return days === null ? '' : String(days)
}

/** What is typed, without what makes no other number of it: a number that was typed anew is no change. */
export function typedDays(text: string): string {
  return /^\s*0*(\d+)\s*$/.exec(text)?.[1] ?? text
}

export function readDays(draft: string): number | null {
  return draft.trim() === '' ? null : Number(draft)
}

/** What is wrong with a draft, in words; `tooMany` where there is more to say of a number above `max`. */
export function daysFault(draft: string, max: number, tooMany?: string): string | undefined {
  const days = readDays(draft)
  const isWhole = /^\d+$/.test(draft.trim())
  if (days === null || (isWhole && days >= 1 && days <= max)) return undefined
  if (isWhole && days > max && tooMany) return tooMany
  return `Enter a whole number of days from 1 to ${max.toLocaleString('en-US')}, or nothing.`
}

export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days.toLocaleString('en-US')} days`
}
