import { ts } from 'ts-morph'
import type { PromiseLoss } from '../../model/promises.js'
import { callbacksOf, conditionsOf, droppedValuesOf, operandsOf, writtenOutBy } from './promise-places.js'

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
      ...writtenOutBy(node).map(place('written-out')),
      ...callbacksOf(node).map(({ callback, isTest }) => place(isTest ? 'test-callback' : 'dropped-callback')(callback)),
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
  switch (loss) {
    case 'dropped': return partsOf(type).some((part) => isThenable(part, checker))
    case 'test-callback':
    case 'dropped-callback': return type.getCallSignatures().some((signature) => isAlwaysThenable(signature.getReturnType(), checker))
    case 'written-out': return holdsPromise(type, checker)
    // A promise that may be missing can well be tested for being there.
    default: return isAlwaysThenable(type, checker)
  }
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

/** A promise, a list of them, or a plain object with one in it: JSON makes `{}` of each. */
function holdsPromise(type: ts.Type, checker: ts.TypeChecker, depth = 0): boolean {
  if (isAlwaysThenable(type, checker)) return true
  const item = checker.isArrayLikeType(type) ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : undefined
  if (item) return holdsPromise(item, checker, depth)
  const isLiteral = ((type.getSymbol()?.flags ?? 0) & ts.SymbolFlags.ObjectLiteral) !== 0
  return isLiteral && depth < 3 && checker.getPropertiesOfType(type).some((property) => holdsPromise(checker.getTypeOfSymbol(property), checker, depth + 1))
}

function isAlwaysThenable(type: ts.Type, checker: ts.TypeChecker): boolean {
  return partsOf(type).every((part) => isThenable(part, checker))
}

function partsOf(type: ts.Type): ts.Type[] {
  return type.isUnion() ? type.types : [type]
}

/** A `then` that gives nothing is no promise's: by it Fastify tells when its reply is sent. */
function isThenable(type: ts.Type, checker: ts.TypeChecker): boolean {
  const then = checker.getPropertyOfType(checker.getApparentType(type), 'then')
  return then !== undefined && checker.getTypeOfSymbol(then).getCallSignatures().some((signature) => !(signature.getReturnType().flags & ts.TypeFlags.Void))
}
