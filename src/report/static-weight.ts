import type { RuleId } from '../model/rules.js'

/**
 * Roughly how long one call blocks next to another, where nothing was measured: starting a program and deriving a key take tens of
 * milliseconds, packing some, what reads or writes a whole file or folder less, and asking for one entry of a folder next to nothing.
 */
const weights: readonly [RegExp, number][] = [
  [/^child_process\./, 100],
  [/\.(pbkdf2|scrypt|hkdf|generateKey|generateKeyPair|generatePrime|hash|compare|genSalt)Sync$/, 100],
  [/^zlib\./, 20],
  [/^(fs|fs-extra|graceful-fs)\.(readFile|writeFile|appendFile|copyFile|readdir|cp|rm|glob|copy|remove|move|outputFile|readJson|writeJson)Sync$/, 5],
  [/^(fs|fs-extra|graceful-fs)\./, 1],
]

/** What a statement may cost; nobody sees the size of a table in the code. */
export const databaseWeight = 5

/** How heavy a call of a blocking API is taken to be. */
export function staticWeight(api: RuleId): number {
  return weights.find(([pattern]) => pattern.test(api))?.[1] ?? 10
}
