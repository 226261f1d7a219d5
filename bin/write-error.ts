import type { UndoOutcome } from '../src/apply/undo-run.js'

type Unwritten = Extract<UndoOutcome, { status: 'unwritable' | 'failed' | 'not-removed' }>

/** New texts could not be written; its message says which, and in what state the project is. */
export class WriteError extends Error {
  override name = 'WriteError'

  constructor(written: Unwritten) {
    super(describe(written))
  }
}

function describe(written: Unwritten): string {
  const problems = written.status === 'failed' ? [written.problem] : written.problems
  const lines = problems.map(({ file, message }) => `  ${file}: ${message}`)
  if (written.status === 'not-removed') return ['These new files could not be removed; all others are as they were:', ...lines].join('\n')
  if (written.status === 'unwritable' || written.notRestored.length === 0) return ['Nothing was written:', ...lines].join('\n')
  const left = written.notRestored.map(({ file, message }) => `  ${file}: ${message}`)
  return ['Writing failed:', ...lines, 'These files have their new text and could not be given the old one back:', ...left].join('\n')
}
