/** Every word of the search is somewhere in the texts, without regard to case. */
export function matches(search: string, ...texts: readonly string[]): boolean {
  const haystack = texts.join('\n').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}
