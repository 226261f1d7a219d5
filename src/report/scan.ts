import type { Evidence } from '../model/evidence.js'
import type { FunctionId } from '../model/ids.js'
import type { Colors } from './colors.js'
import { functionLabels } from './function-labels.js'
import type { ScanOutcome } from './outcome.js'
import { scanToJson, type BlockingCall, type ScanJson, type ScannedHandler } from './scan-json.js'
import { formatTable, groupedBy, plural } from './table.js'
import { selectorOf, topHandlers } from './top-handlers.js'

/** A row of the list: a blocking API, or what is called of a database driver. */
type ListedCall = Pick<BlockingCall, 'file' | 'line' | 'through'> & { api: string }

interface Style {
  colors: Colors
  labelOf: (id: FunctionId) => string
}

/** Reports to a person which handlers block, where, and through which helpers; `options` are those that a command for this project needs. */
export function formatScan(outcome: ScanOutcome, colors: Colors, options: readonly string[] = []): string {
  const scan = scanToJson(outcome)
  const style: Style = { colors, labelOf: functionLabels(outcome) }
  const sections = [
    formatEvidence(scan, outcome.evidence, style),
    ...groupedBy(scan.handlers, ({ id, route, kind }) => `${route ?? kind} ${id}`).map((group) => formatHandler(group, style)),
    [...formatTotals(scan), ...formatHint(outcome, options)],
    formatCalls(colors.bold('Left alone: only start-up code makes these calls, before any request.'), scan.startup, style),
    formatCalls(colors.bold('Neither a handler nor start-up code was seen to make these calls.'), scan.elsewhere, style),
    scan.problems.map(({ file, line, column, message }) => `${file}:${line}:${column}  ${colors.yellow(message)}`),
  ]
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`).join('\n')
}

/** What was measured, as a table that starts with what costs most. */
function formatEvidence({ handlers }: ScanJson, evidence: Evidence | undefined, { colors, labelOf }: Style): string[] {
  const blocked = evidence?.profile ?? evidence?.log
  if (!blocked) return []
  const { byHandler, elsewhereMs, measuredMs } = blocked
  const allMs = [...byHandler.values()].reduce((sum, { ms }) => sum + ms, 0)
  const of = measuredMs === undefined ? '' : ` of the ${Math.round(measuredMs)} ms that were measured`
  const rows = groupedBy(handlers.filter(({ blockedMs = 0, held }) => blockedMs > 0 || held), ({ id }) => id).map(([{ id, route, kind, blockedMs = 0, share = 0, held }]) => [
    `  ${blockedMs.toFixed(blockedMs < 10 ? 1 : 0).padStart(8)} ms`, `${Math.round(share * 100).toString().padStart(3)} %`, route ?? kind, labelOf(id),
    ...(held ? [`held the event loop ${plural(held.times, 'time')}, ${held.ms} ms`] : []),
  ])
  const elsewhere = elsewhereMs >= 1 ? ` ${Math.round(elsewhereMs)} ms more were blocked by calls that no one handler was seen to make.` : ''
  return [`${colors.bold('Blocked by handlers')}: ${Math.round(allMs)} ms${of}.${elsewhere}`, ...formatTable(rows)]
}

/** The command that converts what costs most. */
function formatHint(outcome: ScanOutcome, options: readonly string[]): string[] {
  const first = topHandlers(outcome, 3)
  if (first.length === 0) return []
  const words = ['convert', ...first.map((handler) => selectorOf(handler, scanToJson(outcome).handlers)), ...options].map(quoted)
  return [`Convert the first${first.length > 1 ? ` ${first.length}` : ''}:  npx unblock ${words.join(' ')}`]
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\w./@:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** One function, registered once or more often for the same route. */
function formatHandler([handler, ...others]: [ScannedHandler, ...ScannedHandler[]], style: Style): string[] {
  const { colors, labelOf } = style
  const [place, label] = [`${handler.file}:${handler.line}`, labelOf(handler.id)]
  const more = others.length > 0 ? ` (+${others.length} more)` : ''
  const name = label === place ? [] : [label]
  const head = [colors.bold(handler.route ?? handler.kind), colors.dim(place) + more, ...name].join('  ')
  const calls = [...handler.blocking, ...handler.database.map((call) => ({ ...call, api: `${call.driver} ${call.method}` }))]
  return calls.length === 0 ? [`${head}  ${colors.green('nothing blocks')}`] : formatCalls(head, calls, style)
}

function formatTotals({ handlers }: ScanJson): string[] {
  if (handlers.length === 0) return ['No handlers found.']
  const functions = groupedBy(handlers, ({ id }) => id)
  const blocking = functions.filter(([handler]) => handler.blocking.length + handler.database.length > 0).length
  return [`${plural(functions.length, 'handler')}, of which ${blocking} ${blocking === 1 ? 'blocks' : 'block'}.`]
}

function formatCalls(head: string, calls: ListedCall[], { labelOf }: Style): string[] {
  if (calls.length === 0) return []
  const rows = calls.map(({ api, file, line, through }) => [`  ${api}`, `${file}:${line}`, formatThrough(through.map(labelOf))])
  return [head, ...formatTable(rows)]
}

/** The first function of the path is where the search began: the handler, the module, or the caller itself. */
function formatThrough([, ...helpers]: string[]): string {
  return helpers.length > 0 ? `through ${helpers.join(' → ')}` : ''
}
