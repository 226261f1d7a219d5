import { ts } from 'ts-morph'
import type { Flow } from './flow.js'
import { innermost } from './syntax.js'
import type { Value } from './value.js'

/** The methods of an object see what it holds as their `this`. */
export function giveThis(holder: ts.Node, value: Value, flow: Flow): void {
  for (const node of thisUses(holder)) flow.use(node, value)
}

/** The static methods of a class see the class itself as theirs. */
export function giveStaticThis(node: ts.ClassLikeDeclaration, value: Value, flow: Flow): void {
  for (const use of node.members.filter(isStatic).flatMap(thisIn)) flow.use(use, value)
}

function isStatic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0
}

function thisUses(holder: ts.Node): ts.Node[] {
  const node = ts.isExpression(holder) ? innermost(holder) : holder
  if (ts.isClassLike(node)) return node.members.filter((member) => !isStatic(member)).flatMap(thisIn)
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((property) => thisUsesOfProperty(property))
  return ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node) ? thisIn(node) : []
}

function thisUsesOfProperty(property: ts.ObjectLiteralElementLike): ts.Node[] {
  if (ts.isPropertyAssignment(property)) return ts.isFunctionExpression(property.initializer) ? thisIn(property.initializer) : []
  return ts.isMethodDeclaration(property) || ts.isAccessor(property) ? thisIn(property) : []
}

/** Every `this` that belongs to this function or class member: arrows share it, other functions have their own. */
function thisIn(owner: ts.Node): ts.Node[] {
  const found: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) found.push(node)
    else if (!hasOwnThis(node)) node.forEachChild(visit)
  }
  owner.forEachChild(visit)
  return found
}

function hasOwnThis(node: ts.Node): boolean {
  return ts.isClassLike(node) || ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node)
}
