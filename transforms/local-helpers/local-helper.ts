/** The names of the functions that a rewrite may add to a file. */
export type LocalHelperName =
  | 'exists' | 'statIfExists' | 'lstatIfExists' | 'readAsync' | 'globAsync'
  | 'spawnAsync' | 'crossSpawnAsync' | 'execFileAsync' | 'execAsync'
  | 'checkPrimeAsync' | 'generatePrimeAsync' | 'scryptAsync'
  | 'outcomeOf'
  | 'arrayFromAsync' | 'takeAsync'
  | 'forEachAsync' | 'forEachEntryAsync' | 'mapAsync' | 'flatMapAsync' | 'filterAsync' | 'someAsync' | 'everyAsync'
  | 'findAsync' | 'findIndexAsync' | 'findLastAsync' | 'findLastIndexAsync' | 'reduceAsync' | 'reduceRightAsync'
  | 'mapFromAsync' | 'sortByAsync' | 'replaceAsync' | 'replaceAllAsync'

/**
 * A small function that a rewrite adds at the end of a file. Its source has two-space indentation, single quotes and
 * semicolons, and refers plainly to what it imports and uses; the rewriter adapts it to the file.
 */
export interface LocalHelper {
  name: LocalHelperName
  /** Modules without `node:`; `types` are for the TypeScript version only. */
  imports: { module: string; names: string[]; types?: string[] }[]
  javascript: string
  typescript: string
  /** Other helpers that it calls. */
  uses?: LocalHelperName[]
}
