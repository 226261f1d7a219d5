import { codeFrame } from './code-frame.js'
import type { DescribedFlag } from './described-flags.js'
import { flagGroups, type FlagGroup } from './flag-groups.js'
import { pageCommand } from './flag-page.js'
import { handlerRows } from './handler-rows.js'
import { headline } from './headline.js'
import { leftAlone, type LeftAlone } from './left-alone.js'
import type { ConvertOutcome } from './outcome.js'
import { createReading, type Reading } from './reading.js'
import { readsSection } from './reads.js'
import { unitTestsNote } from './unit-tests.js'

/** Reports a conversion in Markdown, for the text of a pull request: the summary without the diff. */
export function toMarkdown(outcome: ConvertOutcome, isDryRun: boolean): string {
  const { title, rest } = headline(outcome, isDryRun)
  const reading = createReading(outcome)
  const sections = [
    `## unblock: ${title}`,
    capitalized(rest.replace(/^[:.] */, '')),
    ...handlers(outcome),
    ...reads(outcome),
    ...flagGroups(outcome).flatMap((group) => flagSection(group, reading)),
    ...unitTests(outcome),
    ...leftAlone(outcome).map(leftAloneSection),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function handlers(outcome: ConvertOutcome): string[] {
  const { rows, others } = handlerRows(outcome)
  const cells = rows.map(({ outcome: result, route, place, label }) => [result, code(route), code(place), label === '' ? '' : code(label)])
  const table = [['outcome', 'handler', 'place', 'function'], ['---', '---', '---', '---'], ...cells].map((row) => `| ${row.map(cell).join(' | ')} |`)
  return [...(rows.length > 0 ? [table.join('\n')] : []), ...(others.length > 0 ? [`${others.join(', ')}.`] : [])]
}

function reads(outcome: ConvertOutcome): string[] {
  const section = readsSection(outcome)
  if (!section) return []
  return [`${section.title}.`, ...(section.places.length > 0 ? [section.places.map((place) => `- ${code(place)}`).join('\n')] : [])]
}

function unitTests(outcome: ConvertOutcome): string[] {
  const note = unitTestsNote(outcome)
  return note === undefined ? [] : [`Unit tests: ${note}`]
}

function flagSection({ title, flags }: FlagGroup, reading: Reading): string[] {
  return [`### ${title} (${flags.length})`, ...flags.flatMap((flag) => describe(flag, reading))]
}

function describe(flag: DescribedFlag, reading: Reading): string[] {
  const frame = codeFrame(reading, flag)
  return [
    `**${flag.code}** at ${code(`${flag.file}:${flag.line}`)}`,
    ...(frame === '' ? [] : [fenced(frame)]),
    `${prose(flag.message)}\n${prose(flag.help)} More: ${code(pageCommand(flag.code))}`,
  ]
}

function leftAloneSection({ why, places }: LeftAlone): string {
  const items = places.map(({ place, note }) => `- ${code(place)}${note === undefined ? '' : ` ${prose(note)}`}`)
  return `<details>\n<summary>Left alone on purpose (${places.length}): ${why}</summary>\n\n${items.join('\n')}\n\n</details>`
}

function fenced(text: string): string {
  const fence = fenceFor(text, 3)
  return `${fence}\n${text}\n${fence}`
}

/** Text as it is, whatever is in it. */
function code(text: string): string {
  const fence = fenceFor(text, 1)
  const space = /^`|`$/.test(text) ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}

/** More backticks than stand together in the text. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length))
  return '`'.repeat(Math.max(least, longest + 1))
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

/** A sentence, in which only what stands between backticks is code. */
function prose(text: string): string {
  return text.replace(/`[^`\n]+`|[\\`*_[\]<>#~|&@]/g, (piece) => (piece.length > 1 ? piece : escaped(piece)))
}

/** A backslash does not keep GitHub from telling whoever is called by `@`. */
function escaped(character: string): string {
  return character === '@' ? '@\u200B' : `\\${character}`
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
