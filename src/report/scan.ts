import type { Colors } from './colors.js'
import type { BlockingCall, ScanJson, ScannedHandler } from './scan-json.js'
import { formatTable, plural } from './table.js'

/** Reports to a person which handlers block, where, and through which helpers. */
export function formatScan(scan: ScanJson, colors: Colors): string {
  const sections = [
    ...scan.handlers.map((handler) => formatHandler(handler, colors)),
    formatTotals(scan),
    formatCalls(colors.bold('Left alone: only start-up code makes these calls, before any request.'), scan.startup),
    formatCalls(colors.bold('Neither a handler nor start-up code was seen to make these calls.'), scan.elsewhere),
    scan.problems.map(({ file, line, column, message }) => `${file}:${line}:${column}  ${colors.yellow(message)}`),
  ]
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function formatHandler(handler: ScannedHandler, colors: Colors): string[] {
  const head = `${colors.bold(handler.route ?? handler.kind)}  ${handler.id}  ${colors.dim(`${handler.file}:${handler.line}`)}`
  return handler.blocking.length === 0 ? [`${head}  ${colors.green('nothing blocks')}`] : formatCalls(head, handler.blocking)
}

function formatTotals({ handlers }: ScanJson): string[] {
  if (handlers.length === 0) return ['No handlers found.']
  const blocking = handlers.filter((handler) => handler.blocking.length > 0).length
  return [`${plural(handlers.length, 'handler')}, of which ${blocking} ${blocking === 1 ? 'blocks' : 'block'}.`]
}

function formatCalls(head: string, calls: BlockingCall[]): string[] {
  if (calls.length === 0) return []
  return [head, ...formatTable(calls.map(({ api, file, line, through }) => [`  ${api}`, `${file}:${line}`, formatThrough(through)]))]
}

/** The first function of the path is where the search began: the handler, the module, or the caller itself. */
function formatThrough([, ...helpers]: string[]): string {
  return helpers.length > 0 ? `through ${helpers.join(' → ')}` : ''
}
