import { ts } from 'ts-morph'
import type { ParallelGroup, ParallelMember } from '../../model/effects.js'
import type { FunctionId } from '../../model/ids.js'
import { callsOf } from '../calls-of.js'
import { enclosingScope, isFunctionWithBody, spanOf } from '../function-registry.js'
import type { ErrorFree } from '../promises/error-free.js'
import { shortened } from '../promises/shortened.js'
import { outermost } from '../syntax.js'
import { expressionOf, type Group, groupsIn, mayHaveGroups, type Started } from './parallel-groups.js'
import { type EffectTools, summarize, summarizeCallback } from './summarize.js'

interface Tools extends EffectTools {
  isTest: (file: ts.SourceFile) => boolean
  errorFree: ErrorFree
}

/** How far up the callers are looked at. */
const maximalHeight = 6

/** Finds what starts several things at once in functions that block or handle requests, and in those that they run; with what each does. */
export function findParallel(files: readonly ts.SourceFile[], tools: Tools): ParallelGroup[] {
  const runners = new Runners(tools)
  return files.filter((file) => !tools.isTest(file) && mayHaveGroups(file.text)).flatMap((file) => groupsIn(file, tools)).flatMap((group) => {
    const functions = runners.of(group.node)
    const members = functions.length > 0 ? group.members.map((member) => memberFact(member, group, tools)) : []
    if (members.every(({ effects }) => effects.length === 0)) return []
    return [{ file: tools.registry.fileOf(group.node.getSourceFile()), span: spanOf(group.node), form: group.form, by: group.by, functions, members }]
  })
}

function memberFact(member: Started, group: Group, tools: Tools): ParallelMember {
  const { code, isRepeated, isCallback } = member
  const summary = isCallback && ts.isExpression(code) ? summarizeCallback(code, tools, group.node) : summarize(code, tools, group.node)
  const isHandledPerItem = isRepeated && (isLookedAt(group) || (isCallback && ts.isExpression(code) && tools.errorFree.isCallback(code)))
  return { ...summary, span: spanOf(code), text: textOf(member, group), ...(isRepeated && { isRepeated }), ...(isHandledPerItem && { isHandledPerItem }) }
}

/** `const results = await Promise.allSettled(…)`, which tells which of them failed. */
function isLookedAt({ node, by }: Group): boolean {
  const awaited = outermost(node).parent
  const value = ts.isAwaitExpression(awaited) ? outermost(awaited) : outermost(node)
  return /allSettled$/.test(by) && !ts.isExpressionStatement(value.parent)
}

/** `payments.map(…)` for a callback, `save(…)` for a long call, unless another one is called so, too. */
function textOf(member: Started, { members }: Group): string {
  const short = shortText(member)
  return members.some((other) => other !== member && shortText(other) === short) ? shortened(expressionOf(member).getText()) : short
}

function shortText(member: Started): string {
  const { isCallback, code } = member
  const node = isCallback ? code.parent : expressionOf(member)
  const text = shortened(node.getText())
  return ts.isCallExpression(node) && (isCallback || text.length > 45) ? `${shortened(node.expression.getText())}(…)` : text
}

/** Says which functions that the conversion may change run some code, themselves or through functions that it leaves alone. */
class Runners {
  readonly #known = new Map<ts.Node, readonly FunctionId[]>()

  constructor(private readonly tools: Tools) {}

  of(node: ts.Node): FunctionId[] {
    return [...new Set(this.#of(enclosingScope(node), maximalHeight))]
  }

  #of(scope: ts.Node, height: number): readonly FunctionId[] {
    const known = this.#known.get(scope)
    if (known) return known
    this.#known.set(scope, [])
    const found = this.#find(scope, height)
    this.#known.set(scope, found)
    return found
  }

  #find(scope: ts.Node, height: number): readonly FunctionId[] {
    const fact = this.tools.registry.knownFact(scope)
    if (fact) return [fact.id]
    if (ts.isSourceFile(scope) || height === 0 || this.tools.isTest(scope.getSourceFile())) return []
    const around = this.#of(enclosingScope(scope), height)
    if (around.length > 0 || !isFunctionWithBody(scope)) return around
    return callsOf(scope, this.tools).flatMap((call) => this.#of(enclosingScope(call), height - 1))
  }
}
