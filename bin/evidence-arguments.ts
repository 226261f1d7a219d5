import type { InferredOptionTypes } from 'yargs'
import type { EvidenceFiles } from '../src/evidence/gather-evidence.js'
import type { evidenceOptions } from './options.js'

/** The measurements that a command line names; nothing where it names none. */
export function evidenceFrom(args: InferredOptionTypes<typeof evidenceOptions>): { evidence?: EvidenceFiles } {
  const { 'cpu-profile': cpuProfiles = [], 'debug-log': debugLogs = [] } = args
  return cpuProfiles.length + debugLogs.length > 0 ? { evidence: { cpuProfiles, debugLogs } } : {}
}
