/** What goes with the demo. */
export interface DemoContents {
  readonly endpoints: number
  /** false: there are more endpoints than that */
  readonly isExact: boolean
  readonly members: number
}

/** What the removal of the demo takes, for the question before it; `isDemoMember`: the reader was made up for it. */
export function demoRemovalText(contents: DemoContents, isDemoMember: boolean): string {
  const { endpoints, isExact, members } = contents
  const counts = `${counted(endpoints, 'endpoint', isExact)}, ${counted(members, 'member')}`
  const accounts = isDemoMember
    ? 'Your account goes too, unless it is in another team.'
    : 'The accounts that were made up for it go too, unless they are in another team.'
  return `All of the team goes for good: ${counts}, secrets, audit log, and what was made in it since. ${accounts} Nothing brings it back.`
}

function counted(count: number, noun: string, isExact = true): string {
  const plural = count === 1 && isExact ? noun : `${noun}s`
  return `${count.toLocaleString('en-US')}${isExact ? '' : '+'} ${plural}`
}
