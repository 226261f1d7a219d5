import { codeFrame } from './code-frame.js'
import type { Colors } from './colors.js'
import type { DescribedFlag } from './described-flags.js'
import { flagGroups, type FlagGroup } from './flag-groups.js'
import { isAnonymous } from './function-labels.js'
import { pageCommand } from './flag-page.js'
import { handlerRows } from './handler-rows.js'
import { headline } from './headline.js'
import { leftAlone, type LeftAlone } from './left-alone.js'
import type { ConvertOutcome } from './outcome.js'
import { createReading, type Reading } from './reading.js'
import { readsSection } from './reads.js'
import { formatTable, plural } from './table.js'
import { unitTestsNote } from './unit-tests.js'

/** How to tell what was done: in which tense, and in which colours. */
export interface SummaryStyle {
  isDryRun: boolean
  colors: Colors
}

/** Reports a conversion to a person: what was done, what is unfinished, and what was left alone on purpose. */
export function formatSummary(outcome: ConvertOutcome, { isDryRun, colors }: SummaryStyle): string {
  return formatSections([
    formatHeadline(outcome, { isDryRun, colors }),
    formatTests(outcome, colors),
    formatHandlers(outcome, colors),
    formatReads(outcome, colors),
    ...formatFlags(outcome, colors),
    formatUnitTests(outcome, colors),
    ...leftAlone(outcome).map((group) => formatLeftAlone(group, colors)),
  ])
}

/** Tells a person in short what a conversion would do, and its flags. */
export function formatPreview(outcome: ConvertOutcome, colors: Colors): string {
  return formatSections([formatHeadline(outcome, { isDryRun: true, colors }), ...formatFlags(outcome, colors)])
}

function formatSections(sections: string[][]): string {
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function formatHeadline(outcome: ConvertOutcome, { isDryRun, colors }: SummaryStyle): string[] {
  const { title, rest } = headline(outcome, isDryRun)
  return [colors.bold(title) + rest]
}

function formatFlags(outcome: ConvertOutcome, colors: Colors): string[][] {
  const reading = createReading(outcome)
  return flagGroups(outcome).map((group) => formatGroup(group, reading, colors))
}

function formatTests({ tests }: ConvertOutcome, colors: Colors): string[] {
  if (!tests) return []
  const { command, runs, failedBefore, isFlaky, leftOut } = tests
  const result = leftOut === 0 ? 'as before' : `as before without ${plural(leftOut, 'part')} of the conversion that it fails with`
  return [
    `${colors.bold('Tests')}: \`${command}\` ends ${result}, by ${plural(runs, 'run')}.`,
    ...(failedBefore.length > 0 ? [`  ${plural(failedBefore.length, 'test')} that failed before ${failedBefore.length === 1 ? 'does' : 'do'} not count.`] : []),
    ...(isFlaky ? ['  A run failed, and then passed with nothing changed: these tests do not always say the same.'] : []),
  ]
}

function formatUnitTests(outcome: ConvertOutcome, colors: Colors): string[] {
  const note = unitTestsNote(outcome)
  return note === undefined ? [] : [`${colors.bold('Unit tests')}: ${note}`]
}

function formatHandlers(outcome: ConvertOutcome, colors: Colors): string[] {
  const { rows, others } = handlerRows(outcome)
  if (rows.length === 0 && others.length === 0) return []
  const table = formatTable(rows.map(({ outcome: result, route, place, label }) => [`  ${result}`, route, place, label]))
  return [colors.bold('Handlers'), ...table, ...(others.length > 0 ? [`  ${others.join(', ')}`] : [])]
}

function formatReads(outcome: ConvertOutcome, colors: Colors): string[] {
  const reads = readsSection(outcome)
  return reads ? [colors.bold('Reads') + `: ${reads.title}`, ...reads.places.map((place) => `  ${place}`)] : []
}

function formatGroup({ title, flags }: FlagGroup, reading: Reading, colors: Colors): string[] {
  return [colors.bold(`${title} (${flags.length})`), ...flags.flatMap((flag) => {
    const frame = codeFrame(reading, flag, colors.isColorSupported)
    return [
      `  ${flag.file}:${flag.line}:${flag.column}  ${colors.yellow(flag.code)}${nameIn(flag)}`,
      ...(frame === '' ? [] : [indent(frame)]),
      indent(flag.message),
      indent(flag.help),
      indent(colors.dim(`More: ${pageCommand(flag.code)}`)),
    ]
  })]
}

function nameIn({ function: id }: DescribedFlag): string {
  return id === undefined || isAnonymous(id) ? '' : `  ${id}`
}

/** A compiler's message may have several lines. */
function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}

function formatLeftAlone({ why, places }: LeftAlone, colors: Colors): string[] {
  return [
    colors.bold(`Left alone on purpose (${places.length})`) + `: ${why}`,
    ...places.map(({ place, note }) => `  ${place}${note === undefined ? '' : `  ${note}`}`),
  ]
}
