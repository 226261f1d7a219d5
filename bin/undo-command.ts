import type { InferredOptionTypes } from 'yargs'
import { openJournal } from '../src/apply/journal.js'
import { undoRun } from '../src/apply/undo-run.js'
import { plural } from '../src/report/table.js'
import { UsageError } from '../src/usage-error.js'
import type { undoOptions } from './options.js'
import { resolveFolder } from './resolve-folder.js'
import type { Terminal } from './terminal.js'
import { WriteError } from './write-error.js'

/** The arguments of `unblock undo`. */
export type UndoArguments = InferredOptionTypes<typeof undoOptions>

/** Runs `unblock undo` and gives its exit code. */
export function undoCommand(args: UndoArguments, terminal: Terminal): number {
  const cwd = resolveFolder(args.cwd)
  const outcome = undoRun(openJournal(cwd), args)
  switch (outcome.status) {
    case 'nothing':
      throw new UsageError(`There is no conversion to undo in ${cwd}.`)
    case 'changed':
      throw new UsageError([
        'Nothing was undone, as these files were changed since:',
        ...outcome.files.map((file) => `  ${file}`),
        'Undo by hand what was changed, or give all files their old text all the same (--force); what was changed is lost then.',
      ].join('\n'))
    case 'unwritable':
    case 'failed':
    case 'not-removed':
      throw new WriteError(outcome)
    case 'undone': {
      const { restored, removed, isUnfinished } = outcome
      const removals = removed.length === 0 ? '' : `, ${removed.length} removed`
      const what = isUnfinished ? 'A conversion that was ended from outside is undone' : 'The last conversion is undone'
      terminal.out(`${what}: ${plural(restored.length, 'file')} restored${removals}.\n${[...restored, ...removed].map((file) => `  ${file}\n`).join('')}`)
      return 0
    }
  }
}
