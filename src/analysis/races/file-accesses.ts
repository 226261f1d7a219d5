import { ts } from 'ts-morph'
import type { RuleId } from '../../model/rules.js'
import type { Accesses, WriteAccess } from './accesses.js'
import { type SharedState, textOf } from './shared-state.js'
import type { StatePath } from './state-path.js'

/** What a file API does with the file at the path that is its first argument, or its second. */
export type FileEffect = 'asks' | 'reads' | 'creates' | 'appends' | 'makes folder' | 'removes'

const effects: Partial<Record<RuleId, FileEffect>> = {
  'fs.existsSync': 'asks',
  'fs.accessSync': 'asks',
  'fs.statSync': 'asks',
  'fs.lstatSync': 'asks',
  'fs.readFileSync': 'reads',
  'fs.writeFileSync': 'creates',
  'fs.appendFileSync': 'appends',
  'fs.mkdirSync': 'makes folder',
  'fs.symlinkSync': 'creates',
  'fs.copyFileSync': 'creates',
  'fs.cpSync': 'creates',
  'fs.renameSync': 'creates',
  'fs.unlinkSync': 'removes',
  'fs.rmSync': 'removes',
  'fs.rmdirSync': 'removes',
}

/** They name the file that they create last. */
const withTargetSecond = new Set<string>(['fs.symlinkSync', 'fs.copyFileSync', 'fs.cpSync', 'fs.renameSync'])

/** A file that one request brought along, or that is written to be renamed. */
const ofRequest = /\btmp\b|\breq\.files?\b|\bfile\.path\b/i

/** What a call of a blocking API does with a file, and what it would not survive. */
export interface FileAccesses extends Accesses {
  effect: FileEffect
}

/** Says which files calls of blocking APIs ask for, read, create and remove. */
export class FileCalls {
  constructor(private readonly state: SharedState, private readonly rules: ReadonlyMap<ts.Node, RuleId>) {}

  /** What the call does; undefined where it is none of these, or harms nobody. */
  at(node: ts.Node): FileAccesses | undefined {
    const rule = this.rules.get(node)
    const effect = rule && effects[rule]
    if (!rule || !effect || !ts.isCallExpression(node)) return undefined
    const path = this.#file(node.arguments[withTargetSecond.has(rule) ? 1 : 0])
    if (!path) return undefined
    if (effect === 'asks' || effect === 'reads') return { effect, reads: [{ path }], writes: [] }
    // What is done already is as good as done.
    if (hasOption(node, rule === 'fs.mkdirSync' ? 'recursive' : 'force')) return undefined
    const write: WriteAccess = { path, values: rule === 'fs.writeFileSync' || rule === 'fs.appendFileSync' ? node.arguments.slice(1, 2) : [] }
    return { effect, reads: [], writes: [write] }
  }

  #file(path: ts.Expression | undefined): StatePath | undefined {
    if (!path || ofRequest.test(path.getText()) || this.state.isOwnKey(path)) return undefined
    return { kind: 'file', root: this.state.keyOf(path), steps: [], name: textOf(path) }
  }
}

function hasOption(call: ts.CallExpression, option: string): boolean {
  return call.arguments.slice(1).some((argument) => ts.isObjectLiteralExpression(argument) && argument.properties.some((property) =>
    ts.isPropertyAssignment(property) && property.name.getText() === option && property.initializer.kind === ts.SyntaxKind.TrueKeyword))
}
