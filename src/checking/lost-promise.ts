import { ts } from 'ts-morph'
import { conditionsOf, droppedValuesOf, operandsOf } from './value-uses.js'

/** How a promise gets lost: nobody waits for it, or it stands where only what it resolves to makes sense. */
export type PromiseLoss = 'dropped' | 'condition' | 'value' | 'member'

/** A promise that nobody awaits and that no type error tells of. */
export interface LostPromise {
  node: ts.Expression
  loss: PromiseLoss
}

/** Lists, by syntax alone, where a file would lose a promise if there was one. */
export function placesToLosePromises(file: ts.SourceFile): LostPromise[] {
  const places: LostPromise[] = []
  const visit = (node: ts.Node): void => {
    places.push(
      ...droppedValuesOf(node).map(place('dropped')),
      ...conditionsOf(node).map(place('condition')),
      ...operandsOf(node).map(place('value')),
      ...(isAccess(node) ? [node] : []).map(place('member')),
    )
    ts.forEachChild(node, visit)
  }
  visit(file)
  return places
}

/** Says whether there is a promise. What has type `any` is not known to be one. */
export function isLostPromise({ node, loss }: LostPromise, checker: ts.TypeChecker): boolean {
  if (loss === 'member') return isAccess(node) && isMissingOnPromise(node, checker)
  const type = checker.getTypeAtLocation(node)
  // A promise that may be missing can well be tested for being there.
  return loss === 'dropped' ? partsOf(type).some((part) => isThenable(part, checker)) : isAlwaysThenable(type, checker)
}

function place(loss: PromiseLoss): (node: ts.Expression) => LostPromise {
  return (node) => ({ node, loss })
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression

function isAccess(node: ts.Node): node is Access {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
}

/** `load().length`, which in JavaScript is silently `undefined`. */
function isMissingOnPromise(node: Access, checker: ts.TypeChecker): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node.expression))
  const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression
  if (!isAlwaysThenable(type, checker)) return false
  const isKnown = ts.isMemberName(name) || ts.isStringLiteralLike(name)
  return !isKnown || checker.getPropertyOfType(type, name.text) === undefined
}

function isAlwaysThenable(type: ts.Type, checker: ts.TypeChecker): boolean {
  return partsOf(type).every((part) => isThenable(part, checker))
}

function partsOf(type: ts.Type): ts.Type[] {
  return type.isUnion() ? type.types : [type]
}

function isThenable(type: ts.Type, checker: ts.TypeChecker): boolean {
  const then = checker.getPropertyOfType(checker.getApparentType(type), 'then')
  return then !== undefined && checker.getTypeOfSymbol(then).getCallSignatures().length > 0
}
