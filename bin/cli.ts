import { closest } from 'fastest-levenshtein'
import yargs, { type Options } from 'yargs'
import { UsageError } from '../src/usage-error.js'
import { type Configured, configuredFor, configuredPipeline, defaultsFor, withSelection } from './configured.js'
import { convertCommand } from './convert-command.js'
import { explainCommand } from './explain-command.js'
import { initCommand } from './init-command.js'
import { convertOptions, explainOptions, initOptions, scanOptions, undoOptions } from './options.js'
import type { Pipeline } from './pipeline-protocol.js'
import { scanCommand } from './scan-command.js'
import type { Terminal } from './terminal.js'
import { TestError } from './test-error.js'
import { undoCommand } from './undo-command.js'
import { WriteError } from './write-error.js'

/** Runs the command line and gives the exit code: 0 done, 1 something is left to do or failed, 2 wrong usage. */
export async function runCli(args: string[], pipeline: Pipeline, terminal: Terminal): Promise<number> {
  try {
    const configured = await configuredFor(args)
    return await runCommand(args, configured, { pipeline: configuredPipeline(pipeline, configured), terminal })
  } catch (error) {
    return reportError(error, args.includes('--debug'), terminal)
  }
}

async function runCommand(args: string[], configured: Configured, { pipeline, terminal }: { pipeline: Pipeline; terminal: Terminal }): Promise<number> {
  let exitCode = 0
  const parser = createParser(terminal)
    .command('convert [selector..]', 'Convert what is selected, and all that hangs together with it', (command) => command
      .positional('selector', {
        type: 'string', array: true, default: [],
        describe: "A file, folder or glob; file#function or file#Class.method; or a route such as 'POST /users'",
      })
      .options(convertOptions)
      .config(defaultsFor(convertOptions, configured))
      .check(checkOptions(convertOptions))
      .example("$0 convert 'POST /users' -d", 'Show what converting one route would change')
      .example('$0 convert src/routes/users.ts', 'Convert every function of a file that blocks')
      .example('$0 convert src/db.ts#UserRepo.find', 'Convert one method, and its callers')
      .example('$0 convert --handlers --test "npm test"', 'Convert all but what the tests fail with')
      .example('$0 convert --top 10 --interactive', 'Look at ten handlers, and say which to convert')
      .example('$0 convert --handlers --format sarif > unblock.sarif', 'Convert all, and report to a code-scanning view')
      .example('$0 convert --handlers -d --explain loadConfig', 'Say why loadConfig would become async, or why not'),
    async (parsed) => { exitCode = await convertCommand(withSelection(parsed, configured), pipeline, terminal) })
    .command('scan [path..]', 'List handlers, what blocks in each, and through which helpers', (command) => command
      .positional('path', { type: 'string', array: true, default: [], describe: 'Files, folders or globs to look at' })
      .options(scanOptions)
      .config(defaultsFor(scanOptions, configured))
      .check(checkOptions(scanOptions))
      .example('$0 scan', 'List all handlers of the project')
      .example("$0 scan --cpu-profile 'profiles/*.cpuprofile'", 'Start with what costs most while the program runs')
      .example('$0 scan src/routes --json', 'The same for a folder, for a program to read'),
    async (parsed) => { exitCode = await scanCommand(parsed, pipeline, terminal) })
    .command('explain [flag]', 'Print the page on a flag: what it means and what to do; without one, a list of all flags', (command) => command
      .positional('flag', { type: 'string', describe: 'The code of a flag, such as check-then-act' })
      .options(explainOptions)
      .check(checkOptions(explainOptions)),
    (parsed) => { exitCode = explainCommand(parsed, terminal) })
    .command('init', 'Write an unblock.config file for what is found', (command) => command
      .options(initOptions)
      .check(checkOptions(initOptions)),
    async (parsed) => { exitCode = await initCommand(parsed, pipeline, terminal) })
    .command('undo', 'Give all files back the text that they had before the last conversion', (command) => command
      .options(undoOptions)
      .check(checkOptions(undoOptions)),
    (parsed) => { exitCode = undoCommand(parsed, terminal) })
  await parser.parseAsync(args, {}, (_error, _parsed, output) => { if (output) terminal.out(`${output}\n`) })
  return exitCode
}

function createParser(terminal: Terminal) {
  return yargs()
    .scriptName('unblock')
    .locale('en')
    .usage('$0 <command>\n\nMigrates blocking Node.js handlers to async, a few at a time, without silent failures.')
    .example('$0 scan', 'See which handlers block, and where')
    .example("$0 convert 'GET /users' --dry-run", 'See the diff for one route')
    .example('$0 convert --handlers', 'Convert every handler')
    .epilogue('Exit codes: 0 done, 1 something selected could not be converted, a check failed, or --fail-on asks for it, 2 wrong usage.')
    .parserConfiguration({ 'boolean-negation': false, 'camel-case-expansion': false })
    .strictCommands()
    .recommendCommands()
    .demandCommand(1, 1, 'Name a command: convert, scan, explain, undo or init. See unblock --help.', 'Name one command only. See unblock --help.')
    .wrap(terminal.width)
    .exitProcess(false)
    .fail((message: string, error: Error | undefined) => {
      throw error === undefined || error.name === 'YError' ? new UsageError(message) : error
    })
}

/** yargs's own checks name no neighbour, and make an array of an option that is given twice. */
function checkOptions(options: Record<string, Options>): (parsed: Record<string, unknown>) => true {
  const known = ['help', 'version', ...Object.keys(options)]
  const aliases = Object.values(options).flatMap(({ alias }) => alias ?? [])
  const accepted = new Set(['_', '$0', 'selector', 'path', 'flag', ...known, ...aliases])
  return (parsed) => {
    const unknown = Object.keys(parsed).find((name) => !accepted.has(name))
    if (unknown !== undefined) throw new UsageError(`Unknown option ${dashed(unknown)}. Did you mean --${closest(unknown, known)}?`)
    const doubled = Object.entries(options).find(([name, { array }]) => !array && Array.isArray(parsed[name]))?.[0]
    if (doubled !== undefined) throw new UsageError(`Option --${doubled} is given more than once.`)
    return true
  }
}

function dashed(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`
}

function reportError(error: unknown, isDebug: boolean, terminal: Terminal): number {
  const isExpected = error instanceof UsageError || error instanceof WriteError || error instanceof TestError
  const message = error instanceof Error ? error.message : String(error)
  terminal.err(`unblock: ${message}\n`)
  if (isDebug && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`)
  else if (!isExpected) terminal.err('This is a fault in unblock. Run it again with --debug for a stack trace to report.\n')
  return error instanceof UsageError ? 2 : 1
}
