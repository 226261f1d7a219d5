import { join } from 'node:path'
import ts from 'typescript'
import { writeFolder } from '../support/folder.js'
import type { Conversion } from './conversion.js'
import type { Observation, Observer } from './observer.js'

/** What became of a program. */
export interface Verdict {
  conversion: Conversion
  /**
   * `idle`: it never blocked, or does not come to an end. `refused`: the tool says that it left something;
   * `rolled-back`: because its own check found fault with the new text.
   * `different`: it does something else than before. `silent`: it still blocks, and no flag says so.
   */
  outcome: 'converted' | 'refused' | 'rolled-back' | 'idle' | 'different' | 'silent' | 'crash'
  /** For `different`: what differs, before and after. */
  difference?: { what: string; before: unknown; after: unknown }
}

/** Runs a program before and after its conversion and compares what can be seen of both. */
export async function judge(conversion: Conversion, folder: string, observer: Observer): Promise<Verdict> {
  if (conversion.crash !== undefined) return { conversion, outcome: 'crash' }
  writeRunnable(join(folder, 'before'), conversion.before)
  writeRunnable(join(folder, 'after'), conversion.after)
  const before = await observer.observe(join(folder, 'before'))
  if (before === 'endless' || isTooLong(before)) return { conversion, outcome: 'idle' }
  const after = await observer.observe(join(folder, 'after'))
  if (after === 'endless') return { conversion, outcome: 'different', difference: { what: 'end', before: 'ends', after: 'does not end' } }
  const difference = differenceOf(before, after)
  if (difference) return { conversion, outcome: 'different', difference }
  if (conversion.flags.some((flag) => flag.startsWith('blocks check-failed'))) return { conversion, outcome: 'rolled-back' }
  if (conversion.flags.some((flag) => flag.startsWith('blocks'))) return { conversion, outcome: 'refused' }
  if (before.blockingCalls === 0) return { conversion, outcome: 'idle' }
  return { conversion, outcome: after.blockingCalls > 0 && !conversion.flags.some(excuses) ? 'silent' : 'converted' }
}

/** The list of these grows only with reason: all other flags say nothing about calls that still block. */
function excuses(flag: string): boolean {
  return flag === 'review escapes'
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
  const files = [...texts].map(([name, text]): [string, string] => (name.endsWith('.ts') ? [name.replace(/ts$/, 'js'), withoutTypes(text)] : [name, text]))
  files.push(['package.json', JSON.stringify({ type: isCommonJs ? 'commonjs' : 'module' })])
  writeFolder(folder, new Map(files.map(([name, text]) => [name, Buffer.from(text)])))
}

function withoutTypes(text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: false }
  return ts.transpileModule(text, { compilerOptions }).outputText
}
