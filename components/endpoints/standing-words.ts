import type { DotState } from '#components/ui/state-dot.tsx'
import type { Standing } from '#lib/domain/deliveries/standing.ts'

interface Words {
  readonly tone: Exclude<DotState, 'off'>
  readonly label: string
}

const words: Readonly<Record<Standing, Words>> = {
  quiet: { tone: 'ok', label: 'Active' },
  delivering: { tone: 'ok', label: 'Delivering' },
  retrying: { tone: 'warn', label: 'Retrying' },
  failed: { tone: 'warn', label: 'Last attempt failed' },
  failing: { tone: 'bad', label: 'Failing' },
}

/** An endpoint's state in colour and words. */
export function stateOf(active: boolean, standing: Standing): Words {
  return active ? words[standing] : { tone: 'warn', label: 'Paused' }
}
