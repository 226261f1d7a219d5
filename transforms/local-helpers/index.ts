import { everyAsync, filterAsync, flatMapAsync, forEachAsync, forEachEntryAsync, mapAsync, someAsync } from './array-walks.js'
import {
  findAsync, findIndexAsync, findLastAsync, findLastIndexAsync, reduceAsync, reduceRightAsync,
} from './array-searches.js'
import { mapFromAsync, sortByAsync } from './arrays.js'
import { checkPrimeAsync, generatePrimeAsync, scryptAsync } from './crypto.js'
import { exists, globAsync, lstatIfExists, readAsync, statIfExists } from './files.js'
import { arrayFromAsync, takeAsync } from './iterables.js'
import type { LocalHelper, LocalHelperName } from './local-helper.js'
import { outcomeOf } from './outcome-of.js'
import { replaceAllAsync, replaceAsync } from './strings.js'
import { crossSpawnAsync, execAsync, execFileAsync, spawnAsync } from './processes.js'

export type { LocalHelper, LocalHelperName } from './local-helper.js'

/** Every function that a rewrite may add to a file. */
export const localHelpers: Record<LocalHelperName, LocalHelper> = {
  exists,
  statIfExists,
  lstatIfExists,
  readAsync,
  globAsync,
  spawnAsync,
  crossSpawnAsync,
  execFileAsync,
  execAsync,
  checkPrimeAsync,
  generatePrimeAsync,
  scryptAsync,
  outcomeOf,
  arrayFromAsync,
  takeAsync,
  forEachAsync,
  forEachEntryAsync,
  mapAsync,
  flatMapAsync,
  filterAsync,
  someAsync,
  everyAsync,
  findAsync,
  findIndexAsync,
  findLastAsync,
  findLastIndexAsync,
  reduceAsync,
  reduceRightAsync,
  mapFromAsync,
  sortByAsync,
  replaceAsync,
  replaceAllAsync,
}
