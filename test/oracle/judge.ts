import { join } from 'node:path'
import ts from 'typescript'
import { writeFolder } from '../support/folder.js'
import type { Conversion } from './conversion.js'
import { reachedIn } from './coverage.js'
import { unnamedCalls } from './named-calls.js'
import type { Observation, Observer } from './observer.js'

/** What became of a program. */
export interface Verdict {
  conversion: Conversion
  /**
   * `idle`: it never blocked, or does not come to an end. `refused`: the tool says that it left something;
   * `rolled-back`: because its own check found fault with the new text.
   * The others are faults. `different`: it does something else than before. `silent`: it still blocks where no flag
   * says so. `untyped`: it has new type errors. `unstable`: a second conversion changes it again.
   */
  outcome: 'converted' | 'refused' | 'rolled-back' | 'idle' | Fault
  /** The lines of the grammar that the program came by as it ran. */
  reached?: string[]
  /** For a fault: what differs, before and after. */
  difference?: { what: string; before: unknown; after: unknown }
}

type Fault = 'different' | 'silent' | 'untyped' | 'unstable' | 'crash'

const faults: ReadonlySet<string> = new Set<Fault>(['different', 'silent', 'untyped', 'unstable', 'crash'])

/** Whether a verdict is a fault of the tool; what it rolled back itself is none, but may be looked into. */
export function isFault({ outcome }: Verdict): boolean {
  return faults.has(outcome)
}

/** Runs a program before and after its conversion and compares what can be seen of both. */
export async function judge(conversion: Conversion, folder: string, observer: Observer): Promise<Verdict> {
  const fault = faultOfText(conversion)
  if (fault) return { conversion, ...fault }
  writeRunnable(join(folder, 'before'), conversion.before)
  writeRunnable(join(folder, 'after'), conversion.after)
  const before = await observer.observe(join(folder, 'before'))
  if (before === 'endless' || isTooLong(before)) return { conversion, outcome: 'idle' }
  const after = await observer.observe(join(folder, 'after'))
  if (after === 'endless') return { conversion, outcome: 'different', difference: { what: 'end', before: 'ends', after: 'does not end' } }
  const difference = differenceOf(before, after)
  if (difference) return { conversion, outcome: 'different', difference }
  const unnamed = unnamedCalls(after.blockingCalls, conversion)
  if (unnamed.length > 0) return { conversion, outcome: 'silent', difference: { what: 'blocking', before: [], after: unnamed } }
  const outcome = before.blockingCalls.length === 0 ? 'idle' : outcomeByFlags(conversion)
  return { conversion, outcome, reached: reachedIn(conversion.program, before.ran) }
}

function faultOfText({ crash, typeErrors, changedAgain }: Conversion): Omit<Verdict, 'conversion'> | undefined {
  if (crash !== undefined) return { outcome: 'crash' }
  if (typeErrors.length > 0) return { outcome: 'untyped', difference: { what: 'types', before: [], after: typeErrors } }
  if (changedAgain.length > 0) return { outcome: 'unstable', difference: { what: 'second run', before: [], after: changedAgain } }
  return undefined
}

function outcomeByFlags({ flags }: Conversion): Verdict['outcome'] {
  if (flags.some(({ said }) => said === 'blocks check-failed')) return 'rolled-back'
  return flags.some(({ said }) => said.startsWith('blocks')) ? 'refused' : 'converted'
}

function isTooLong({ error, log }: Observation): boolean {
  return error === 'too long' || log.length > 300 || log.includes('too long')
}

function differenceOf(before: Observation, after: Observation): Verdict['difference'] {
  const aspects = ['lost', 'error', 'value', 'log', 'files'] as const
  const what = aspects.find((aspect) => JSON.stringify(before[aspect]) !== JSON.stringify(after[aspect]))
  return what && { what, before: before[what], after: after[what] }
}

/** Types are taken away, as Node.js runs only JavaScript. */
function writeRunnable(folder: string, texts: ReadonlyMap<string, string>): void {
  const isCommonJs = [...texts.values()].some((text) => text.startsWith('const lines'))
  const files = [...texts].map(([name, text]): [string, string] => (name.endsWith('.ts') ? [name.replace(/ts$/, 'js'), withoutTypes(name, text)] : [name, text]))
  files.push(['package.json', JSON.stringify({ type: isCommonJs ? 'commonjs' : 'module' })])
  writeFolder(folder, new Map(files.map(([name, text]) => [name, Buffer.from(text)])))
}

function withoutTypes(fileName: string, text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: false, inlineSourceMap: true }
  return ts.transpileModule(text, { compilerOptions, fileName }).outputText
}
