/** The steps of `npm test`, in the order in which they are reported. */
export const STEPS = ['lint', 'types', 'unit', 'contract', 'integration', 'build', 'e2e', 'leaks'] as const

export type Step = (typeof STEPS)[number]

/** The steps that vitest runs; each is one of its projects. */
export const VITEST_SUITES = ['unit', 'contract', 'integration'] as const

export const isContractTest = (file: string): boolean => /\.contract\.test\.tsx?$/.test(file)
export const isIntegrationTest = (file: string): boolean => /\.integration\.test\.tsx?$/.test(file)

/**
 * What `npm test -- …` asks for: names of steps, all when there is none, and anything else as a filter of test files. The
 * browser needs a build, and the leak scan belongs to every complete run.
 */
export function chooseSteps(args: readonly string[]): { steps: Set<Step>; filters: string[] } {
  const isStep = (arg: string): arg is Step => (STEPS as readonly string[]).includes(arg)
  const named = args.filter(isStep)
  const filters = args.filter((arg) => !isStep(arg))
  const steps = new Set<Step>(named.length > 0 ? named : STEPS)
  if (steps.has('e2e')) steps.add('build')
  return { steps, filters }
}
