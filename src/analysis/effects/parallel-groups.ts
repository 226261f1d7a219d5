import { ts } from 'ts-morph'
import type { ParallelForm } from '../../model/effects.js'
import { allNodes } from '../blocks/references.js'
import { isFunctionWithBody } from '../function-registry.js'
import type { NameIndex } from '../name-index.js'
import { functionAround } from '../races/sharing.js'
import { valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost, outermost } from '../syntax.js'

/** Code that runs while other code does. */
export interface Started {
  code: ts.Node
  isRepeated?: true
  /** It is a function, or names one, that is called for each item. */
  isCallback?: true
}

/** Code that runs at the same time, and what starts it. */
export interface Group {
  node: ts.Node
  form: ParallelForm
  by: string
  members: Started[]
}

interface Tools {
  symbols: Symbols
  index: NameIndex
}

/** Whether a file's text may start several things at once. */
export function mayHaveGroups(text: string): boolean {
  return /\bPromise\s*\.\s*(all|allSettled|race|any)\b|\bmap\s*\(\s*async\b|\bawait\b/.test(text)
}

/** Finds in a file what starts several things at once. */
export function groupsIn(file: ts.SourceFile, tools: Tools): Group[] {
  const nodes = [...allNodes(file)]
  const combined = nodes.filter(isCombinator).flatMap((call): Group[] => {
    const [list] = call.arguments
    const members = list ? startedIn(list, tools) : []
    const form = members.some(({ isRepeated }) => isRepeated) && members.length === 1 ? 'map' : 'list'
    return members.length === 0 ? [] : [{ node: call, form, by: call.expression.getText(), members }]
  })
  const covered = new Set(combined.flatMap(({ members }) => members.map(({ code }) => code)))
  const mapped = nodes.filter(ts.isCallExpression).flatMap((call): Group[] => {
    const callback = callbackOf(call)
    const isAsync = callback && isFunctionWithBody(callback) && isAsyncFunction(callback)
    return isAsync && !covered.has(callback) ? [{ node: call, form: 'map', by: 'map', members: [{ code: callback, isRepeated: true, isCallback: true }] }] : []
  })
  return [...combined, ...mapped, ...nodes.filter(ts.isBlock).flatMap((block) => startedBeside(block, tools))]
}

function isCombinator(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && /^Promise\s*\.\s*(all|allSettled|race|any)$/.test(node.expression.getText())
}

/** What a list of promises holds. */
function startedIn(list: ts.Expression, tools: Tools, depth = 5): Started[] {
  const node = innermost(list)
  if (depth === 0) return []
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => startedByElement(element, tools, depth))
  if (ts.isConditionalExpression(node)) return [...startedIn(node.whenTrue, tools, depth - 1), ...startedIn(node.whenFalse, tools, depth - 1)]
  if (ts.isIdentifier(node)) return startedInVariable(node, tools, depth - 1)
  if (!ts.isCallExpression(node)) return []
  const callback = callbackOf(node)
  if (callback) return [{ code: callback, isRepeated: true, isCallback: true }]
  const isOfList = ts.isPropertyAccessExpression(node.expression) && /^(filter|concat|flat|slice|reverse)$/.test(node.expression.name.text)
  return isOfList && ts.isPropertyAccessExpression(node.expression)
    ? [node.expression.expression, ...node.expression.name.text === 'concat' ? node.arguments : []].flatMap((each) => startedIn(each, tools, depth - 1)) : []
}

function startedByElement(element: ts.Expression, tools: Tools, depth: number): Started[] {
  const node = innermost(element)
  if (ts.isSpreadElement(node)) return startedIn(node.expression, tools, depth - 1)
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap((each) => startedByElement(each, tools, depth))
  // What is awaited is done before the next one begins.
  if (ts.isAwaitExpression(node)) return []
  const value = ts.isIdentifier(node) ? promiseHeldBy(node, tools) : node
  return value ? [{ code: value }] : []
}

/** The call that `const saved = save()` has started. */
function promiseHeldBy(name: ts.Identifier, { symbols }: Tools): ts.Expression | undefined {
  const declaration = symbols.declarationsAt(name).at(-1)
  const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  return value && !ts.isAwaitExpression(innermost(value)) ? value : undefined
}

/** A list that is filled before it is awaited: `jobs.push(save(x))`. */
function startedInVariable(name: ts.Identifier, tools: Tools, depth: number): Started[] {
  const declaration = tools.symbols.declarationsAt(name).at(-1)
  const value = declaration && valueOf(declaration)
  if (!declaration || !value || !functionAround(declaration)) return []
  const pushes = tools.index.occurrences(name.text).flatMap((use) => {
    const call = use.parent.parent
    const isPush = ts.isPropertyAccessExpression(use.parent) && use.parent.expression === use && use.parent.name.text === 'push' && ts.isCallExpression(call)
    return isPush && use.getSourceFile() === name.getSourceFile() && tools.symbols.declarationsAt(use).includes(declaration) ? [call] : []
  })
  return [...startedIn(value, tools, depth), ...pushes.flatMap((call) => {
    return call.arguments.flatMap((argument) => startedByElement(argument, tools, depth)).map((each): Started => ({ ...each, ...(isRepeatedIn(call, declaration) && { isRepeated: true }) }))
  })]
}

/** It stands in a loop, or in a function, that the declaration does not stand in. */
function isRepeatedIn(call: ts.Node, declaration: ts.Node): boolean {
  const around = ts.findAncestor(call, (node) => {
    if (node.pos <= declaration.pos && declaration.end <= node.end) return 'quit'
    return ts.isIterationStatement(node, false) || ts.isFunctionLike(node)
  })
  return around !== undefined
}

/** The function that `items.map(f)` or `Array.from(items, f)` calls for each item. */
function callbackOf(call: ts.CallExpression): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(call.expression)) return undefined
  const { name, expression } = call.expression
  if (name.text === 'from' && expression.getText() === 'Array') return call.arguments[1]
  return name.text === 'map' || name.text === 'flatMap' ? call.arguments[0] : undefined
}

function isAsyncFunction(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
}

/** `const a = f(); const b = g(); await a`: what comes before the `await` runs while `f` is under way. */
function startedBeside(block: ts.Block, tools: Tools): Group[] {
  const [first] = block.statements.flatMap((statement, index): Group[] => {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : []
    return declarations.flatMap((declaration): Group[] => {
      const rest = block.statements.slice(index + 1)
      const until = rest.findIndex((each) => [...allNodes(each)].some((node) => ts.isAwaitExpression(node) && isNamed(node.expression, declaration)))
      const meanwhile = rest.slice(0, Math.max(until, 0)).filter((each) => !isDeferred(each))
      const [second] = meanwhile
      if (!second || !declaration.initializer || !isPromiseStarted(declaration, tools)) return []
      return [{ node: second, form: 'started', by: declaration.name.getText(), members: [declaration.initializer, ...meanwhile].map((code) => ({ code })) }]
    })
  })
  return first ? [first] : []
}

function isPromiseStarted({ name, initializer }: ts.VariableDeclaration, { symbols }: Tools): boolean {
  if (!ts.isIdentifier(name) || !initializer) return false
  const value = innermost(initializer)
  return ts.isCallExpression(value) && !isCombinator(value) && symbols.isPromise(symbols.typeAt(value))
}

function isNamed(expression: ts.Expression, { name }: ts.VariableDeclaration): boolean {
  return innermost(expression).getText() === name.getText()
}

/** A function that is only declared does nothing yet, and what leaves the function never comes to the `await`. */
function isDeferred(statement: ts.Statement): boolean {
  return ts.isFunctionDeclaration(statement) || ts.isReturnStatement(statement) || ts.isThrowStatement(statement)
}

/** The code of a group's member as a person would point at it. */
export function expressionOf({ code }: Started): ts.Node {
  if (ts.isVariableStatement(code)) return code.declarationList.declarations.at(0)?.initializer ?? code
  const inner = ts.isExpressionStatement(code) ? code.expression : code
  return ts.isAwaitExpression(inner) ? outermost(inner.expression) : inner
}
