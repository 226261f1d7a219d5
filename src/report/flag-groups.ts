import type { Severity } from '../model/flag.js'
import { describeFlags, type DescribedFlag } from './described-flags.js'
import type { ConvertOutcome } from './outcome.js'

/** Flags that mean the same to a person, the most urgent group first. */
export interface FlagGroup {
  title: string
  flags: DescribedFlag[]
}

const titles: Record<Severity | 'problem', string> = {
  blocks: 'Unfinished: this still blocks or could not be converted',
  problem: 'Left out: this could not be read, or not in full',
  review: 'To review: this was converted, and wants a look',
  note: 'Notes',
}

/** Sorts the flags by how grave they are; groups without a flag are left out. */
export function flagGroups(outcome: ConvertOutcome): FlagGroup[] {
  const flags = describeFlags(outcome)
  return (['blocks', 'problem', 'review', 'note'] as const)
    .map((group) => ({ title: titles[group], flags: flags.filter((flag) => groupOf(flag) === group) }))
    .filter((group) => group.flags.length > 0)
}

function groupOf({ code, severity }: DescribedFlag): keyof typeof titles {
  return ['syntax-error', 'unreadable-file', 'project-error'].includes(code) ? 'problem' : severity
}
