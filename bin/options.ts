import type { Options } from 'yargs'

/** Options of every command. */
export const commonOptions = {
  'cwd': { type: 'string', requiresArg: true, describe: 'Folder to work in', default: '.' },
  'config': { type: 'string', requiresArg: true, describe: 'The configuration; the nearest unblock.config.* if not given' },
  'no-config': { type: 'boolean', describe: 'Take no notice of any unblock.config.*', default: false },
  'project': { type: 'string', requiresArg: true, alias: 'p', describe: 'A tsconfig or a folder; found by itself if not given' },
  'json': { type: 'boolean', describe: 'Print one JSON object', default: false },
  'debug': { type: 'boolean', describe: 'Print stack traces of errors, and how long each stage took', default: false },
} as const satisfies Record<string, Options>

/** Where measurements of the running program are; each can be given more than once. */
export const evidenceOptions = {
  'cpu-profile': { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'A CPU profile that Node.js wrote; a glob, or given again, for several' },
  'debug-log': { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'Lines of JSON that unblock-runtime/debug wrote to stderr' },
} as const satisfies Record<string, Options>

/** Options of `unblock convert`. */
export const convertOptions = {
  'handlers': { type: 'boolean', describe: 'Select every handler that is found', default: false },
  'top': { type: 'number', requiresArg: true, describe: 'Select so many handlers, those that cost most, by what was measured or else by the calls in them' },
  ...evidenceOptions,
  'dry-run': { type: 'boolean', alias: 'd', describe: 'Print a diff and write nothing', default: false },
  'callers': {
    choices: ['propagate', 'twin'], default: 'propagate', requiresArg: true,
    describe: 'Callers that nobody selected: make them async as well (propagate), or leave them and add an async twin of what they share (twin)',
  },
  'comments': { type: 'boolean', describe: 'Write flags into the code as well, as comments above what they are about', default: false },
  'no-guard': { type: 'boolean', describe: 'Do not mark converted handlers as ones in which a synchronous database call is an error at run time', default: false },
  'explain': { type: 'string', requiresArg: true, describe: 'Print why this function becomes async, or why not; write nothing' },
  'fail-on': {
    choices: ['blocks', 'review'], default: 'blocks', requiresArg: true,
    describe: 'End with 1 where something is unfinished (blocks), or also where something is to be reviewed (review)',
  },
  'force': { type: 'boolean', describe: 'Write even if git has uncommitted changes', default: false },
  'format': {
    choices: ['text', 'json', 'sarif', 'md'], requiresArg: true,
    describe: 'Print for a person (text), a program (json), a code-scanning view (sarif) or a pull request (md)',
  },
  'include-tests': { type: 'boolean', describe: 'Let selectors match functions of test files, too', default: false },
  'interactive': { type: 'boolean', alias: 'i', describe: 'Show what each handler would change, and ask whether to convert it', default: false },
  'parallelize-reads': { type: 'boolean', describe: 'Start reads that need not wait for one another at once, by Promise.all', default: false },
  'save-plan': { type: 'string', requiresArg: true, describe: 'Save the plan as JSON, for review or for jscodeshift' },
  'no-tests': { type: 'boolean', describe: 'Leave test files as they are', default: false },
  'test': { type: 'string', requiresArg: true, describe: 'Run this command before and after, and leave out what it fails with; the one option that runs your code' },
  'baseline-may-fail': { type: 'boolean', describe: 'With --test: some tests may fail before; only others count', default: false },
  'test-timeout': { type: 'number', requiresArg: true, describe: 'Seconds after which a run of the tests has failed', default: 600 },
  'stdin-filepath': { type: 'string', requiresArg: true, describe: 'Take the text of this file from stdin, print its new text and edits as JSON, and write nothing' },
  ...commonOptions,
} as const satisfies Record<string, Options>

/** Options of `unblock scan`. */
export const scanOptions = {
  'include-tests': { type: 'boolean', describe: 'List handlers that only tests register, too', default: false },
  ...evidenceOptions,
  ...commonOptions,
} as const satisfies Record<string, Options>

/** Options of `unblock explain`. */
export const explainOptions = {
  'debug': commonOptions.debug,
} as const satisfies Record<string, Options>

/** Options of `unblock init`, which reads no configuration. */
export const initOptions = {
  'cwd': commonOptions.cwd,
  'project': commonOptions.project,
  'debug': commonOptions.debug,
} as const satisfies Record<string, Options>

/** Options of `unblock undo`, which reads no configuration either. */
export const undoOptions = {
  'cwd': commonOptions.cwd,
  'force': { type: 'boolean', describe: 'Restore files that were changed since, too; what was changed is lost', default: false },
  'debug': commonOptions.debug,
} as const satisfies Record<string, Options>
