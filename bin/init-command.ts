import type { InferredOptionTypes } from 'yargs'
import { writeConfig } from '../src/apply/write-config.js'
import { configIn } from '../src/config/find-config.js'
import { newConfig } from '../src/config/new-config.js'
import { withoutTestHandlers } from '../src/report/without-test-handlers.js'
import { UsageError } from '../src/usage-error.js'
import type { initOptions } from './options.js'
import type { Pipeline } from './pipeline-protocol.js'
import { resolveFolder } from './resolve-folder.js'
import type { Terminal } from './terminal.js'

/** The arguments of `unblock init`. */
export type InitArguments = InferredOptionTypes<typeof initOptions>

/** Runs `unblock init` and gives its exit code. */
export async function initCommand(args: InitArguments, pipeline: Pipeline, terminal: Terminal): Promise<number> {
  const cwd = resolveFolder(args.cwd)
  const existing = configIn(cwd)
  if (existing !== undefined) throw new UsageError(`There is a configuration already, which stays as it is: ${existing}`)
  const { facts } = withoutTestHandlers(await pipeline.scan({ cwd, paths: [], ...(args.project !== undefined && { project: args.project }) }))
  const config = newConfig(cwd, facts)
  writeConfig(cwd, config)
  terminal.out(`${[`Wrote ${config.name}.`, '', 'Next:', ...nextSteps(config.name)].join('\n')}\n`)
  return 0
}

function nextSteps(name: string): string[] {
  return [
    '  npx unblock scan                 See what blocks, and where',
    '  npx unblock convert --dry-run    See what converting that would change',
    `  npm install --save-dev unblock   Let editors know the type of ${name}`,
  ]
}
