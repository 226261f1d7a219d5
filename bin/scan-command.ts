import type { InferredOptionTypes } from 'yargs'
import { scanToJson } from '../src/report/scan-json.js'
import { formatScan } from '../src/report/scan.js'
import { withoutTestHandlers } from '../src/report/without-test-handlers.js'
import { evidenceFrom } from './evidence-arguments.js'
import type { scanOptions } from './options.js'
import type { Pipeline } from './pipeline-protocol.js'
import { resolveFolder } from './resolve-folder.js'
import type { Terminal } from './terminal.js'

/** The arguments of `unblock scan`. */
export type ScanArguments = InferredOptionTypes<typeof scanOptions> & { path: string[] }

/** Runs `unblock scan` and gives its exit code. */
export async function scanCommand(args: ScanArguments, pipeline: Pipeline, terminal: Terminal): Promise<number> {
  const scanned = await pipeline.scan({
    cwd: resolveFolder(args.cwd),
    ...(args.project !== undefined && { project: args.project }),
    paths: args.path,
    ...evidenceFrom(args),
  })
  const outcome = args['include-tests'] ? scanned : withoutTestHandlers(scanned)
  terminal.out(args.json ? `${JSON.stringify(scanToJson(outcome), undefined, 2)}\n` : formatScan(outcome, terminal.colors, optionsOf(args)))
  return 0
}

/** What a command on the same project needs, too. */
function optionsOf({ cwd, project }: ScanArguments): string[] {
  return [...(cwd === '.' ? [] : ['--cwd', cwd]), ...(project === undefined ? [] : ['--project', project])]
}
