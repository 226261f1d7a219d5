import { ts } from 'ts-morph'
import type { BlockTools, Stretch } from './block-tools.js'
import type { CannotMove } from './cannot-move.js'
import { changedTarget, isComputedFirst } from './purity.js'
import { allNodes, declarationOf, isIn, referencesIn } from './references.js'
import { exitsOf, type Shape } from './shape.js'

/** What a block was cut out of. */
export interface Origin {
  points: Stretch
  tools: BlockTools
}

/**
 * The expression around what stands in the way that the caller can work out before the block runs, so that the block gets its value:
 * `agentOf(req)` of `insert.run(agentOf(req))`.
 */
export function findComputable({ at: reason, via: at = reason }: CannotMove, shape: Shape, origin: Origin): ts.Expression | undefined {
  const around = shape.moved.find((node) => isIn(at, [node]))
  if (!around) return undefined
  let found: ts.Expression | undefined
  for (let node = at; node !== around && !isStructure(node) && !holdsWork(node, origin); node = node.parent) {
    if (changedTarget(node.parent) === node) return undefined
    if (ts.isExpression(node) && !isCallee(node)) found = node
  }
  const isValue = found && !ts.isIdentifier(found) && !ts.isExpressionStatement(found.parent) && found.kind !== ts.SyntaxKind.ThisKeyword
  return found && isValue && isFreeOf(found, shape, origin) && canGoFirst(found, around, { shape, origin }) ? found : undefined
}

/** What is no value by itself, or is computed at another time. */
function isStructure(node: ts.Node): boolean {
  return ts.isObjectLiteralElementLike(node) || ts.isSpreadElement(node) || ts.isStatement(node) || ts.isFunctionLike(node) || ts.isVariableDeclaration(node)
}

function isCallee(node: ts.Node): boolean {
  const { parent } = node
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node
}

function holdsWork(node: ts.Node, { points, tools }: Origin): boolean {
  return points.some(({ call }) => isIn(call, [node])) || (ts.isExpression(node) && tools.work.isDriverValue(node))
}

/** It can be copied, changes no variable, and uses nothing that the block itself works out. */
function isFreeOf(expression: ts.Expression, { moved }: Shape, { tools }: Origin): boolean {
  if (tools.types.copying(expression) === 'lost' || [...allNodes(expression)].some((node) => changedTarget(node))) return false
  return referencesIn(expression).every(({ name }) => {
    const declaration = declarationOf(name, tools)
    return !declaration || !isIn(declaration, moved) || isIn(declaration, [expression])
  })
}

/** Nothing of weight comes before it: no writing, no way out. */
function canGoFirst(expression: ts.Expression, around: ts.Node, { shape, origin }: { shape: Shape; origin: Origin }): boolean {
  const quiet = origin.points.filter(({ effect }) => effect === 'none' || effect === 'read').map(({ call }) => call)
  const before = shape.moved.slice(0, shape.moved.indexOf(around))
  const prepared = [...before, around].flatMap((node) => [...allNodes(node)]).filter((node) => ts.isExpression(node) && origin.tools.work.isDriverValue(node))
  const harmless = [...quiet, ...prepared, ...shape.computed]
  const isOfExit = exitsOf(shape).some(({ statement }) => statement.pos <= expression.pos)
  return !isOfExit && isComputedFirst(expression, around, harmless) && before.every((node) => isQuiet(node, harmless))
}

function isQuiet(node: ts.Node, harmless: readonly ts.Node[]): boolean {
  return [...allNodes(node)].every((inner) => {
    const isCall = ts.isCallExpression(inner) || ts.isNewExpression(inner) || ts.isAwaitExpression(inner)
    return (!isCall || isIn(inner, harmless)) && !ts.isThrowStatement(inner) && !changedTarget(inner)
  })
}
