import { colorDiff, unifiedDiff } from '../src/report/diff.js'
import { toJson } from '../src/report/json.js'
import { toMarkdown } from '../src/report/markdown.js'
import type { ConvertOutcome } from '../src/report/outcome.js'
import { toSarif } from '../src/report/sarif.js'
import { formatSummary } from '../src/report/summary.js'
import { UsageError } from '../src/usage-error.js'
import type { ConvertArguments } from './convert-command.js'
import { flagPage, packageVersion } from './package-files.js'
import type { Terminal } from './terminal.js'

/** Who reads what a conversion prints: a person, a program, a code-scanning view, or the readers of a pull request. */
export type Format = 'text' | 'json' | 'sarif' | 'md'

/** The format that was asked for; `--json` is short for one of them. */
export function formatOf({ json, format, 'stdin-filepath': unsaved }: Pick<ConvertArguments, 'json' | 'format' | 'stdin-filepath'>): Format {
  if (json && format !== undefined && format !== 'json') throw new UsageError(`--json and --format ${format} ask for two formats. Name one of them.`)
  if (unsaved !== undefined && format !== undefined && format !== 'json') throw new UsageError('--stdin-filepath prints JSON. Leave out --format.')
  return format ?? (json || unsaved !== undefined ? 'json' : 'text')
}

/** The outcome of a conversion in the format that was asked for. */
export function formatOutcome(outcome: ConvertOutcome, args: ConvertArguments, { colors }: Terminal): string {
  const isDryRun = args['dry-run']
  switch (formatOf(args)) {
    case 'text': {
      const diff = isDryRun ? outcome.results.map((result) => colorDiff(unifiedDiff(result), colors)).join('') : ''
      const summary = formatSummary(outcome, { isDryRun, colors })
      return diff === '' ? summary : `${diff}\n${summary}`
    }
    case 'json':
      return printed(toJson(outcome, { withTexts: args['stdin-filepath'] !== undefined }))
    case 'sarif':
      return printed(toSarif(outcome, { version: packageVersion(), pageOf: flagPage }))
    case 'md':
      return toMarkdown(outcome, isDryRun)
  }
}

function printed(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
