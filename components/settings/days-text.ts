/** What the editor holds of a number of days; empty for none. */
export function draftOfDays(days: number | null): string {
  return days === null ? '' : String(days)
}

export function readDays(draft: string): number | null {
  return draft.trim() === '' ? null : Number(draft)
}

/** What is wrong with a draft, in words. */
export function daysFault(draft: string, max: number): string | undefined {
  const days = readDays(draft)
  if (days === null || (/^\d+$/.test(draft.trim()) && days >= 1 && days <= max)) return undefined
  return `Enter a whole number of days from 1 to ${max.toLocaleString('en-US')}, or nothing.`
}

export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days.toLocaleString('en-US')} days`
}
