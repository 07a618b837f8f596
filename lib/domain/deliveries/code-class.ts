/** What the last attempt was answered with; `none`: it was made, and no answer came. */
export const codeClasses = ['2xx', '3xx', '4xx', '5xx', 'none'] as const
export type CodeClass = (typeof codeClasses)[number]
