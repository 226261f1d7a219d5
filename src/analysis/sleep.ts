import { ts } from 'ts-morph'
import type { NameIndex } from './name-index.js'
import type { Symbols } from './symbols.js'
import { innermost } from './syntax.js'

interface Tools {
  index: NameIndex
  symbols: Symbols
}

/** `Atomics.wait(array, 0, 0, ms)` on an array that nothing else uses: nobody can end it early, so that it is a sleep. */
export function isSleep(call: ts.CallExpression, tools: Tools): boolean {
  const [array, , value, timeout, ...others] = call.arguments
  const isZero = value !== undefined && ts.isNumericLiteral(innermost(value)) && Number(value.getText()) === 0
  return array !== undefined && timeout !== undefined && others.length === 0 && isZero && !call.arguments.some(ts.isSpreadElement) && isOwnArray(array, tools)
}

/** Made on the spot, or held by a constant that is only ever waited on. */
function isOwnArray(array: ts.Expression, tools: Tools): boolean {
  const node = innermost(array)
  if (isNew(node, /^(Int32Array|BigInt64Array)$/)) return node.arguments?.length === 1 && node.arguments.every((memory) => isOwnMemory(memory, tools))
  const value = constantValue(node, tools, (use) => ts.isCallExpression(use.parent) && use.parent.expression.getText() === 'Atomics.wait')
  return value !== undefined && isOwnArray(value, tools)
}

function isOwnMemory(memory: ts.Expression, tools: Tools): boolean {
  const node = innermost(memory)
  if (isNew(node, /^SharedArrayBuffer$/)) return true
  const value = constantValue(node, tools, (use) => ts.isNewExpression(use.parent) && use.parent.expression.getText() === 'Int32Array')
  return value !== undefined && isOwnMemory(value, tools)
}

function isNew(node: ts.Node, name: RegExp): node is ts.NewExpression {
  return ts.isNewExpression(node) && name.test(node.expression.getText())
}

/** What a constant of the same file was made with, if each use of it is as it should be. */
function constantValue(name: ts.Expression, { index, symbols }: Tools, isUse: (use: ts.Node) => boolean): ts.Expression | undefined {
  const declaration = ts.isIdentifier(name) ? symbols.declarationsAt(name).find(ts.isVariableDeclaration) : undefined
  if (!declaration?.initializer || (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0 || !ts.isIdentifier(declaration.name)) return undefined
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) return undefined
  const uses = index.occurrences(declaration.name.text).filter((use) => use !== declaration.name && symbols.declarationsAt(use).includes(declaration))
  return uses.every(isUse) ? declaration.initializer : undefined
}
