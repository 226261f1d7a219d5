import type { Severity } from '../model/flag.js'
import type { Colors } from './colors.js'
import { countChanges } from './counts.js'
import { describeFlags, type DescribedFlag } from './described-flags.js'
import { handlerOutcomes } from './handler-outcomes.js'
import type { ConvertOutcome } from './outcome.js'
import { createPositions, formatLine } from './positions.js'
import { formatTable, plural } from './table.js'

/** How to tell what was done: in which tense, and in which colours. */
export interface SummaryStyle {
  isDryRun: boolean
  colors: Colors
}

const titles: Record<Severity, string> = {
  blocks: 'Unfinished: this still blocks or could not be converted',
  review: 'To review: this was converted, and wants a look',
  note: 'Notes',
}

/** Reports a conversion to a person: what was done, what is unfinished, and what was left alone on purpose. */
export function formatSummary(outcome: ConvertOutcome, style: SummaryStyle): string {
  const flags = describeFlags(outcome)
  const sections = [
    formatCounts(outcome, style),
    formatHandlers(outcome, style),
    ...(['blocks', 'review', 'note'] as const).map((severity) =>
      formatFlags(titles[severity], flags.filter((flag) => flag.severity === severity), style.colors)),
    formatLeftAlone(outcome, style),
  ]
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function formatCounts(outcome: ConvertOutcome, { isDryRun, colors }: SummaryStyle): string[] {
  const files = outcome.results.filter(({ status }) => status === 'changed' || status === 'created').length
  if (files === 0) return [colors.bold(isDryRun ? 'No file would change.' : 'No file was changed.')]
  const counts = countChanges(outcome)
  return [
    colors.bold(`${plural(files, 'file')} ${isDryRun ? 'would change' : 'changed'}`) + ': ' + [
      `${plural(counts.functionsMadeAsync, 'function')} made async`,
      `${plural(counts.awaitsInserted, 'await')} inserted`,
      `${plural(counts.apisSwapped, 'blocking call')} replaced`,
      ...(counts.twinsAdded > 0 ? [`${plural(counts.twinsAdded, 'async twin')} added`] : []),
    ].join(', '),
  ]
}

function formatHandlers(outcome: ConvertOutcome, { colors }: SummaryStyle): string[] {
  const positions = createPositions(outcome.sources)
  const rows = handlerOutcomes(outcome).map(({ handler, outcome: result }) =>
    [`  ${result}`, handler.route ?? handler.kind, handler.function, formatLine(handler, positions)])
  return rows.length === 0 ? [] : [colors.bold('Handlers'), ...formatTable(rows)]
}

function formatFlags(title: string, flags: DescribedFlag[], colors: Colors): string[] {
  if (flags.length === 0) return []
  return [colors.bold(`${title} (${flags.length})`), ...flags.flatMap((flag) => [
    `  ${flag.file}:${flag.line}:${flag.column}  ${colors.yellow(flag.code)}${flag.function === undefined ? '' : `  ${flag.function}`}`,
    indent(flag.message),
    indent(flag.help),
    indent(colors.dim(`docs/flags/${flag.code}.md`)),
  ])]
}

/** A compiler's message may have several lines. */
function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}

function formatLeftAlone({ plan, sources }: ConvertOutcome, { colors }: SummaryStyle): string[] {
  const positions = createPositions(sources)
  const places = plan.leftAloneAtStartup
  if (places.length === 0) return []
  return [
    colors.bold(`Left alone on purpose (${places.length})`) + ': start-up code blocks nobody',
    ...places.map((place) => `  ${formatLine(place, positions)}`),
  ]
}
