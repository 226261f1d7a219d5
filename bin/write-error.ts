import type { WriteOutcome } from '../src/apply/write-results.js'

/** New texts could not be written; its message says which, and in what state the project is. */
export class WriteError extends Error {
  override name = 'WriteError'

  constructor(written: Extract<WriteOutcome, { status: 'unwritable' | 'failed' }>) {
    super(describe(written))
  }
}

function describe(written: Extract<WriteOutcome, { status: 'unwritable' | 'failed' }>): string {
  const problems = written.status === 'unwritable' ? written.problems : [written.problem]
  const lines = problems.map(({ file, message }) => `  ${file}: ${message}`)
  if (written.status === 'unwritable' || written.notRestored.length === 0) return ['Nothing was written:', ...lines].join('\n')
  const left = written.notRestored.map(({ file, message }) => `  ${file}: ${message}`)
  return ['Writing failed:', ...lines, 'These files have their new text and could not be given the old one back:', ...left].join('\n')
}
