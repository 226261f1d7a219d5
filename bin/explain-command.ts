import { closest } from 'fastest-levenshtein'
import type { InferredOptionTypes } from 'yargs'
import { flagCodes, flagTexts, isFlagCode } from '../src/flags/index.js'
import { meaningIn } from '../src/report/flag-page.js'
import { formatTable } from '../src/report/table.js'
import { UsageError } from '../src/usage-error.js'
import type { explainOptions } from './options.js'
import { flagPage } from './package-files.js'
import type { Terminal } from './terminal.js'

/** The arguments of `unblock explain`. */
export type ExplainArguments = InferredOptionTypes<typeof explainOptions> & { flag?: string | undefined }

/** Prints the page on a flag, or a list of all flags, and gives the exit code. */
export function explainCommand({ flag }: ExplainArguments, terminal: Terminal): number {
  if (flag === undefined) {
    const rows = flagCodes.map((code) => [code, flagTexts[code].severity, meaningIn(flagPage(code)).brief])
    terminal.out(`${formatTable(rows).join('\n')}\n\nThe page on one of them: unblock explain CODE\n`)
    return 0
  }
  if (!isFlagCode(flag)) throw new UsageError(`There is no flag ${flag}. Did you mean ${closest(flag, flagCodes)}?`)
  terminal.out(flagPage(flag))
  return 0
}
