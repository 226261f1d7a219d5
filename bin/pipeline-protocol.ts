import type { convert, scan } from '../src/pipeline.js'
import type { ConvertOutcome, ScanOutcome } from '../src/report/outcome.js'

/** What a conversion is asked to do. */
export type ConvertRequest = Omit<Parameters<typeof convert>[0], 'progress'>

/** What a scan is asked to do. */
export type ScanRequest = Omit<Parameters<typeof scan>[0], 'progress'>

/** What the pipeline's thread is asked to do. */
export type Request =
  | { command: 'convert'; options: ConvertRequest }
  | { command: 'scan'; options: ScanRequest }

/** What the pipeline's thread says. */
export type Answer =
  | { kind: 'stage'; stage: string }
  | { kind: 'converted'; outcome: ConvertOutcome }
  | { kind: 'scanned'; outcome: ScanOutcome }
  /** A class does not survive the way from thread to thread. */
  | { kind: 'usage-error'; message: string }

/** The pipeline as the commands use it. */
export interface Pipeline {
  convert(options: ConvertRequest): Promise<ConvertOutcome>
  scan(options: ScanRequest): Promise<ScanOutcome>
}
