import type { Severity } from '../model/flag.js'
import type { Colors } from './colors.js'
import { countChanges } from './counts.js'
import { describeFlags, type DescribedFlag } from './described-flags.js'
import { functionLabels, isAnonymous } from './function-labels.js'
import { conversionOutcomes, handlerOutcomes, selectedFunctions, type ConversionOutcome } from './handler-outcomes.js'
import { selectedProblems } from './is-complete.js'
import type { ConvertOutcome } from './outcome.js'
import { createPositions, formatLine } from './positions.js'
import { formatTable, groupedBy, plural } from './table.js'

/** How to tell what was done: in which tense, and in which colours. */
export interface SummaryStyle {
  isDryRun: boolean
  colors: Colors
}

const titles: Record<Severity | 'problem', string> = {
  blocks: 'Unfinished: this still blocks or could not be converted',
  problem: 'Left out: this could not be read, or not in full',
  review: 'To review: this was converted, and wants a look',
  note: 'Notes',
}

/** Reports a conversion to a person: what was done, what is unfinished, and what was left alone on purpose. */
export function formatSummary(outcome: ConvertOutcome, style: SummaryStyle): string {
  const flags = describeFlags(outcome)
  const sections = [
    formatCounts(outcome, style),
    formatHandlers(outcome, style),
    ...(['blocks', 'problem', 'review', 'note'] as const).map((group) =>
      formatFlags(titles[group], flags.filter((flag) => groupOf(flag) === group), style.colors)),
    formatLeftAlone(outcome, style),
  ]
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function groupOf({ code, severity }: DescribedFlag): keyof typeof titles {
  return ['syntax-error', 'unreadable-file', 'project-error'].includes(code) ? 'problem' : severity
}

function formatCounts(outcome: ConvertOutcome, { isDryRun, colors }: SummaryStyle): string[] {
  const files = outcome.results.filter(({ status }) => status === 'changed' || status === 'created').length
  if (files === 0) return [colors.bold(isDryRun ? 'No file would change' : 'No file was changed') + whyNothing(outcome)]
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

function whyNothing(outcome: ConvertOutcome): string {
  const outcomeOf = conversionOutcomes(outcome)
  const isIdle = selectedProblems(outcome).length === 0 && selectedFunctions(outcome).every((id) => blocksNothing(outcomeOf(id)))
  return isIdle ? ': nothing blocks in what was selected.' : '.'
}

function blocksNothing(result: ConversionOutcome): boolean {
  return result === 'nothing-blocking' || result === 'already-async'
}

/** A line for each function that blocked, however often it is registered; the others are only counted. */
function formatHandlers(outcome: ConvertOutcome, { colors }: SummaryStyle): string[] {
  const positions = createPositions(outcome.sources)
  const labelOf = functionLabels(outcome)
  const functions = groupedBy(handlerOutcomes(outcome), ({ handler }) => handler.function)
  if (functions.length === 0) return []
  const rows = functions.filter(([first]) => !blocksNothing(first.outcome)).map(([{ handler, outcome: result }, ...others]) => {
    const [place, label] = [formatLine(handler, positions), labelOf(handler.function)]
    const more = others.length > 0 ? ` (+${others.length} more)` : ''
    return [`  ${result}`, `${handler.route ?? handler.kind}${more}`, place, label === place ? '' : label]
  })
  const count = (wanted: ConversionOutcome) => functions.filter(([first]) => first.outcome === wanted).length
  return [colors.bold('Handlers'), ...formatTable(rows), ...formatOthers(count('nothing-blocking'), count('already-async'))]
}

function formatOthers(idle: number, async: number): string[] {
  const parts = [...(idle > 0 ? [`${idle} in which nothing blocks`] : []), ...(async > 0 ? [`${async} already async`] : [])]
  return parts.length === 0 ? [] : [`  ${parts.join(', ')}`]
}

function formatFlags(title: string, flags: DescribedFlag[], colors: Colors): string[] {
  if (flags.length === 0) return []
  return [colors.bold(`${title} (${flags.length})`), ...flags.flatMap((flag) => [
    `  ${flag.file}:${flag.line}:${flag.column}  ${colors.yellow(flag.code)}${nameIn(flag)}`,
    indent(flag.message),
    indent(flag.help),
    indent(colors.dim(`docs/flags/${flag.code}.md`)),
  ])]
}

function nameIn({ function: id }: DescribedFlag): string {
  return id === undefined || isAnonymous(id) ? '' : `  ${id}`
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
