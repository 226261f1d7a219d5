import type { ApiRule } from '../../model/rules.js'
import { none } from '../targets.js'
import { noSwaps } from './swaps.js'

const byLow = 'Use `Low` with `JSONFile`, whose `read`, `write` and `update` give promises.'
const atStart = 'Read the settings when the program starts and keep them: each call reads or writes the file, and conf has no asynchronous form.'
const ask = 'A server has nobody at its terminal: ask before it starts, or use `readline/promises`.'
const byPromise = 'Call the asynchronous function itself and await it; `promisify` of `util` makes a promise of a callback.'

/** Packages that are there to block. */
export const blockingByDesignRules: readonly ApiRule[] = [
  ...noSwaps({ module: 'lowdb', effect: 'write', versions: '>=2' }, byLow, ['JSONFileSyncPreset', 'LowSync#read', 'LowSync#update', 'LowSync#write']),
  ...noSwaps({ module: 'conf', effect: 'read' }, atStart, ['Conf#get', 'Conf#has']),
  ...noSwaps({ module: 'conf', effect: 'write' }, atStart, ['Conf#appendToArray', 'Conf#clear', 'Conf#delete', 'Conf#reset', 'Conf#set']),
  { module: 'sync-request', name: 'default', effect: 'unknown', target: none('Await `fetch(…)`, and what its `text()` or `json()` gives.') },
  { module: 'sync-fetch', name: 'default', effect: 'unknown', target: none('Await `fetch(…)`, and what its `text()` or `json()` gives.') },
  ...noSwaps({ module: 'deasync', effect: 'unknown' }, byPromise, ['default', 'await', 'loopWhile', 'runLoopOnce', 'sleep']),
  ...noSwaps({ module: 'readline-sync', effect: 'unknown' }, ask, [
    'keyIn', 'keyInPause', 'keyInSelect', 'keyInYN', 'keyInYNStrict', 'prompt', 'promptCL', 'promptCLLoop', 'promptLoop', 'promptSimShell',
    'question', 'questionEMail', 'questionFloat', 'questionInt', 'questionNewPassword', 'questionPath',
  ]),
]
