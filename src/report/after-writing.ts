import type { WriteOutcome } from '../apply/write-results.js'
import type { FileResult } from '../model/result.js'
import type { ConvertOutcome } from './outcome.js'

/** The outcome as it is once writing was tried: where a file was stale, no file was written. */
export function afterWriting(outcome: ConvertOutcome, written: WriteOutcome): ConvertOutcome {
  if (written.status === 'written') return { ...outcome, isWritten: true }
  if (written.status !== 'stale') return outcome
  const stale = new Set(written.files)
  return {
    ...outcome,
    results: outcome.results.map((result): FileResult => {
      if (result.status !== 'changed' && result.status !== 'created') return result
      return { ...result, status: stale.has(result.file) ? 'stale' : 'failed' }
    }),
    flags: [...outcome.flags, ...written.files.map((file) => ({ code: 'stale-file' as const, file, span: { start: 0, end: 0 }, data: {} }))],
  }
}
