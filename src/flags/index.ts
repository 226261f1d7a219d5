import type { FlagCode, Severity } from '../model/flag.js'
import type { StateKind } from '../model/races.js'
import { fill } from './fill.js'
import { describeObstacle } from './obstacle-texts.js'
import { describeParallel } from './parallel-texts.js'
import { describeLoss } from './promise-texts.js'
import { describeStuck } from './stuck-texts.js'

export type { FlagData, Obstacle } from './flag-data.js'
export { describeHolder, describeObstacle, obstacleTexts } from './obstacle-texts.js'

/** How grave a flag is, one sentence of why, and one of what to do. */
export interface FlagText {
  severity: Severity
  message(data: Record<string, string>): string
  help(data: Record<string, string>): string
}

/** The sentences of every flag; `FlagData` names the data that each is made from. */
export const flagTexts: Record<FlagCode, FlagText> = {
  'cannot-be-async': {
    severity: 'blocks',
    message: (data) => {
      const site = data.site === undefined ? '' : ' ({site})'
      return fill(`{function} cannot be async: ${describeObstacle(data.barrier ?? '')?.why ?? '{barrier}'}${site}.`, data)
    },
    help: (data) => fill(describeObstacle(data.barrier ?? '')?.help ?? 'Do the blocking work elsewhere.', { class: classOf(data.function ?? '') }),
  },
  'escapes': text(
    'review',
    '{function} is handed to {to}, which cannot be seen from here and may use its result at once, so it stays sync there.',
    'See what {to} does with a promise; hand it the async function if it waits for one, else do the blocking work before.',
  ),
  'assumed-array': text(
    'review',
    'The type of the list is not known here, and its {method} was converted as an array\'s.',
    'See that it is always an array; a Map, or a library\'s own collection, calls back in another way.',
  ),
  'blocking-call-left': {
    severity: 'blocks',
    message: (data) => fill('{api} still blocks: it stays, because {why}.', data),
    help: ({ advice }) => advice ?? 'Remove that reason or replace the call by hand, then run unblock again.',
  },
  'cannot-move': {
    severity: 'blocks',
    message: (data) => fill(`This work on a database cannot move to a thread: ${describeStuck(data.reason ?? '')?.why ?? '{reason}'}.`, data),
    help: (data) => fill(describeStuck(data.reason ?? '')?.help ?? 'Move it by hand.', data),
  },
  'mixed-connections': text(
    'review',
    'This writes on the main thread, by a connection of its own, to a database that converted code uses in the thread{others}.',
    'Convert what writes here, too; until then open both connections with journal_mode = WAL and a busy_timeout, and begin transactions with .immediate().',
  ),
  'parallel-side-effects': {
    severity: 'review',
    message: (data) => describeParallel(data).why,
    help: (data) => describeParallel(data).help,
  },
  'race-across-await': text(
    'review',
    '`{write}` writes what comes from `{read}`, and `{wait}` is awaited in between: what other requests write to {state} meanwhile is lost.',
    'Do what has to be awaited first, and read {state} right before it is written, or let one request at a time do all of this.',
  ),
  'check-then-act': {
    severity: 'review',
    message: (data) => fill('`{write}` relies on what `{read}` found, and `{wait}` is awaited in between: another request may find the same before {state} changes.', data),
    help: (data) => fill(remedies.get(data.reason ?? '') ?? 'Let one request at a time do both.', data),
  },
  'busy-wait': text(
    'blocks',
    'This loop waits for {state}, and nothing in it lets other code run: no request is answered meanwhile, also not the one that would end it.',
    'Await what it waits for: an event or a promise, or at least a timer in the loop.',
  ),
  'await-in-transaction': text(
    'review',
    '`{wait}` is awaited inside of a transaction: what other requests write on this connection meanwhile becomes part of it, and is undone with it.',
    'Do what has to be awaited before the transaction, and the rest in one step without an await, as with db.transaction(() => …).',
  ),
  'unhandled-rejection': text(
    'review',
    'The function handed to {to} is async now: nobody waits until it is done, and nobody handles its rejection.',
    'Catch errors inside the function, as Node ends the process on an unhandled rejection, and see that nothing needs at once what it does.',
  ),
  'public-api-changed': text(
    'review',
    '{name} is part of the package\'s public API and returns a promise now.',
    'Release this as a breaking change, and tell users to await {name}.',
  ),
  'mock-of-converted': text(
    'review',
    '{function} is mocked here, and {why}.',
    'Mock what is called now, with a promise for its result, and run the test again.',
  ),
  'mock-of-swapped-api': text(
    'review',
    '{api} is mocked here, and the converted code no longer calls {was}: it calls {now}.',
    'Mock {now} in its place, so that it gives a promise, or a callback\'s result, where the old mock gave the value at once.',
  ),
  'floating-promise': lossText(),
  'misused-promise': lossText(),
  'check-failed': text(
    'blocks',
    'The new text did not pass the check, so what failed was left out, and what needs it as it was: {message}',
    'Mend the cause by hand and run unblock again; please report it if the new text should have been right.',
  ),
  'test-failed': text(
    'blocks',
    'With this and what hangs together with it async, `{command}` is worse than before, so it was left out: {why}. It prints:\n{output}',
    'Mend the test, or the code that it shows to need a value at once, and run unblock again.',
  ),
  'guard-left-out': text(
    'review',
    'The handlers of this file are converted without their guard, `asyncOnly`, as the new text did not pass the check with it: {message}',
    'Put `asyncOnly` of unblock-runtime/guard around them by hand, or see to it that nothing in them queries a database in place.',
  ),
  'syntax-error': text(
    'review',
    'This file could not be parsed and was left out, with every call in it: {message}',
    'Correct the syntax and run unblock again.',
  ),
  'unreadable-file': text(
    'review',
    'This file could not be read and was left out, with every call in it: {message}',
    'Make the file readable UTF-8 text and run unblock again.',
  ),
  'project-error': text(
    'review',
    'The project could not be loaded as configured: {message}',
    'Correct the configuration, or name another with --project.',
  ),
  'stale-file': text(
    'blocks',
    'This file changed after it was analysed, so nothing was written.',
    'Run the same command again.',
  ),
  'idle-ignore': text(
    'note',
    'This comment silences nothing: {why}.',
    'Write `unblock-ignore CODE -- reason` right above what the flag is about, or take the comment out.',
  ),
}

/** The codes of all flags, in the order of the alphabet. */
export const flagCodes: readonly FlagCode[] = Object.keys(flagTexts).filter(isFlagCode).sort()

/** Whether there is such a flag. */
export function isFlagCode(code: string): code is FlagCode {
  return Object.hasOwn(flagTexts, code)
}

/** What to do about a check and the act that relies on it, by what is checked. */
const remedies = new Map(Object.entries({
  variable: 'Change {state} before the first await, as by storing the promise of the work in place of its result, or ask again right before the act.',
  file: 'Let the file system decide: write with `{ flag: \'wx\' }` and take EEXIST, or ENOENT of what is gone, for the answer.',
  database: 'Do both in one step: in one function of a module that only does database work, or by one statement with a UNIQUE constraint.',
} satisfies Record<StateKind, string>))

/** `Store` for `Store.constructor`. */
function classOf(constructor: string): string {
  return constructor.replace(/^.*#/, '').replace(/\.?constructor(~\d+)?$/, '') || 'the class'
}

function lossText(): FlagText {
  return {
    severity: 'review',
    message: (data) => fill(describeLoss(data.loss ?? '')?.why ?? '`{text}` is a promise that is lost.', data),
    help: (data) => fill(describeLoss(data.loss ?? '')?.help ?? 'Await it.', data),
  }
}

function text(severity: Severity, message: string, help: string): FlagText {
  return { severity, message: (data) => fill(message, data), help: (data) => fill(help, data) }
}
