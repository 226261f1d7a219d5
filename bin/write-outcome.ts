import { openJournal } from '../src/apply/journal.js'
import { leftBehind } from '../src/apply/undo-run.js'
import { writeResults } from '../src/apply/write-results.js'
import { afterWriting } from '../src/report/after-writing.js'
import type { ConvertOutcome } from '../src/report/outcome.js'
import { UsageError } from '../src/usage-error.js'
import { WriteError } from './write-error.js'

/** Writes the new texts, so that `unblock undo` can take them back. */
export function write(planned: ConvertOutcome): ConvertOutcome {
  const journal = openJournal(planned.root)
  const written = writeResults(planned.root, planned.results, journal)
  if (written.status === 'unwritable' || written.status === 'failed') throw new WriteError(written)
  journal.finish()
  return afterWriting(planned, written)
}

/** A new run on top of half of one would make it last. */
export function assertEnded(root: string): void {
  const files = leftBehind(openJournal(root))
  if (files.length === 0) return
  throw new UsageError([
    'The last run was ended from outside, and these files are as it left them:',
    ...files.map((file) => `  ${file}`),
    'Give them their old text back first: unblock undo.',
  ].join('\n'))
}
