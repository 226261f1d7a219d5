import { ts } from 'ts-morph'
import type { KnownCall, KnownEffects } from '../../effects/index.js'
import type { ToldEffects } from '../../model/effects.js'
import type { ApiOrigins, Origin } from '../api-origin.js'
import { callsOf } from '../calls-of.js'
import type { NameIndex } from '../name-index.js'
import { valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { type Bindings, follow } from './bindings.js'

/** What runs other code: a call, a template with a tag. */
export type CallNode = ts.CallExpression | ts.TaggedTemplateExpression

/** What is known of a call of code that is not the project's. */
export type Foreign =
  | { is: 'known'; call: KnownCall }
  | { is: 'told'; does: ToldEffects }
  /** JavaScript's own, which touches nothing outside of the program. */
  | { is: 'built-in' }
  | { is: 'unknown'; module?: string }

interface Tools {
  symbols: Symbols
  origins: ApiOrigins
  known: KnownEffects
  index: NameIndex
}

/** Methods of values that any library may hand out, and that do nothing of their own. */
const methodsOfValues = new Set([Array, Promise, String, Function].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)))
/** What JavaScript and Node.js offer without an import, by the table that has it. */
const globals: Readonly<Record<string, string>> = {
  fetch: '(global)', console: 'console', process: 'process', setTimeout: 'timers', setInterval: 'timers', setImmediate: 'timers',
  clearTimeout: 'timers', clearInterval: 'timers', clearImmediate: 'timers', require: 'module',
}

/** Says of calls of packages what is known of them: by imports, as packages may have no types, and by types, as values may come from anywhere. */
export class KnownCalls {
  constructor(private readonly tools: Tools) {}

  of(call: CallNode, bindings: Bindings): Foreign {
    const callee = innermost(ts.isCallExpression(call) ? call.expression : call.tag)
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee
    const declaredIn = ts.isIdentifier(name) || ts.isPrivateIdentifier(name) ? this.#modulesDeclaring(name) : []
    if (declaredIn.includes(builtIn) && !ts.isIdentifier(callee)) return { is: 'built-in' }
    const origin = this.#originOf(callee, bindings, 6) ?? this.#originOfType(callee)
    const own = ts.isIdentifier(name) ? name.text : undefined
    const candidates: { module: string; name: string | undefined }[] = [...origin ? [{ module: origin.module, name: origin.path.at(-1)?.replace(/^.*#/, '') }] : [], ...declaredIn.map((module) => ({ module, name: own }))]
    for (const { module, name: called } of candidates) {
      const told = this.tools.known.toldOf(module, called)
      if (told !== undefined) return { is: 'told', does: told }
      const found = this.tools.known.of(module, called)
      if (found) return this.#isOfValue(found, called) ? { is: 'built-in' } : { is: 'known', call: found }
    }
    if (declaredIn.includes(builtIn) || (!origin && own !== undefined && ts.isPropertyAccessExpression(callee) && methodsOfValues.has(own))) return { is: 'built-in' }
    const module = candidates.at(0)?.module
    return { is: 'unknown', ...(module !== undefined && { module }) }
  }

  /** `.map` of a list that a client gave. */
  #isOfValue({ table }: KnownCall, name: string | undefined): boolean {
    return name !== undefined && methodsOfValues.has(name) && !Object.hasOwn(table.calls, name)
  }

  /** Where a value comes from: the package that gave it, through constants, calls, members and `promisify`; with the last name as the last of the path. */
  #originOf(expression: ts.Expression, bindings: Bindings, depth: number): Origin | undefined {
    const node = innermost(expression)
    const imported = this.tools.origins.of(node)
    if (imported || depth === 0) return imported
    if (ts.isAwaitExpression(node)) return this.#originOf(node.expression, bindings, depth)
    if (ts.isPropertyAccessExpression(node)) return this.#originOfMember(node, bindings, depth)
    if (ts.isNewExpression(node)) return this.#originOf(node.expression, bindings, depth - 1)
    if (ts.isCallExpression(node)) return this.#originOfResult(node, bindings, depth - 1)
    if (!ts.isIdentifier(node)) return undefined
    const module = this.#isGlobal(node) ? globals[node.text] : undefined
    if (module !== undefined) return { module, path: [node.text] }
    const { expression: value, bindings: within } = follow({ expression: node, bindings }, this.tools.symbols)
    return value === node ? this.#originOfParameter(node, depth - 1) : this.#originOf(value, within, depth - 1)
  }

  /** `this.pool.query`: of what the member holds, or else of the object that it belongs to. */
  #originOfMember({ expression: object, name }: ts.PropertyAccessExpression, bindings: Bindings, depth: number): Origin | undefined {
    const values = this.tools.symbols.declarationsAt(name).flatMap((declaration) => valueOf(declaration) ?? [])
    const held = values.map((value) => this.#originOf(value, bindings, depth - 1)).find((origin) => origin !== undefined)
    return held ?? withName(this.#originOf(object, bindings, depth), name.text)
  }

  /** What the first caller hands over, who is as good as any. */
  #originOfParameter(name: ts.Identifier, depth: number): Origin | undefined {
    const declaration = this.tools.symbols.declarationsAt(name).at(-1)
    if (!declaration || !ts.isParameter(declaration) || !ts.isFunctionLike(declaration.parent) || depth <= 0) return undefined
    const index = declaration.parent.parameters.indexOf(declaration)
    const given = callsOf(declaration.parent, this.tools).at(0)?.arguments?.[index]
    return given && this.#originOf(given, new Map(), depth)
  }

  #originOfResult(call: ts.CallExpression, bindings: Bindings, depth: number): Origin | undefined {
    const origin = this.#originOf(call.expression, bindings, depth)
    const [first] = call.arguments
    const isPromisified = origin?.module === 'util' && origin.path.at(-1) === 'promisify'
    return isPromisified && first ? this.#originOf(first, bindings, depth) : origin
  }

  /** A client that was handed over, whose class tells its package. */
  #originOfType(callee: ts.Expression): Origin | undefined {
    if (!ts.isPropertyAccessExpression(callee)) return undefined
    const symbol = this.tools.symbols.typeAt(callee.expression).getSymbol()
    const module = symbol?.declarations?.map(moduleDeclaring).find((each) => each !== undefined && each !== builtIn)
    return module === undefined ? undefined : { module, path: [callee.name.text] }
  }

  #modulesDeclaring(name: ts.Node): string[] {
    return [...new Set(this.tools.symbols.declarationsAt(name).flatMap((declaration) => moduleDeclaring(declaration) ?? []))]
  }

  #isGlobal(name: ts.Identifier): boolean {
    return Object.hasOwn(globals, name.text) && this.tools.symbols.isGlobal(name)
  }
}

function withName(origin: Origin | undefined, name: string): Origin | undefined {
  return origin && { module: origin.module, path: [...origin.path, name] }
}

const builtIn = '(built-in)'

/** The package, or the module of Node.js, that declares something. */
function moduleDeclaring(declaration: ts.Declaration): string | undefined {
  const { fileName, isDeclarationFile } = declaration.getSourceFile()
  if (!isDeclarationFile) return undefined
  for (let node: ts.Node = declaration; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) return node.name.text.replace(/^node:/, '')
  }
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(fileName) ?? []
  if (/\/lib\.[\w.]*\.d\.ts$/.test(fileName) || name === '@types/node') return builtIn
  return name?.replace(/^@types\/(?:(.+)__)?(.+)$/, (_, scope: string | undefined, bare: string) => (scope === undefined ? bare : `@${scope}/${bare}`))
}
