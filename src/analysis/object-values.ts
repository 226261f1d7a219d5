import { ts } from 'ts-morph'
import type { Flow } from './flow.js'
import { outermost } from './syntax.js'
import { giveStaticThis, giveThis } from './this-uses.js'
import { afterStep, type Value } from './value.js'

/** What has a function as its method: a class, an object literal, or the name of a constructor function. */
export type Holder = ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | ts.Expression

/** The function whose `this` is meant here: arrows share that of the function around them. */
export function functionAround(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node, (around) => {
    const isFunction = ts.isFunctionDeclaration(around) || ts.isFunctionExpression(around) || ts.isClassElement(around)
    return isFunction || ts.isMethodDeclaration(around) || ts.isAccessor(around)
  })
}

/** The object that a function works on as a method, or whose objects it makes as a constructor. */
export function holderOf(owner: ts.Node): Holder | undefined {
  const { parent } = owner
  if (ts.isClassLike(parent) || ts.isObjectLiteralExpression(parent)) return parent
  if (ts.isPropertyAssignment(parent)) return ts.isObjectLiteralExpression(parent.parent) ? holderOfLiteral(parent.parent) : undefined
  if (ts.isFunctionDeclaration(owner)) return owner.name
  if (!ts.isFunctionExpression(owner)) return undefined
  return holderOfAssigned(outermost(owner).parent) ?? owner.name
}

/** `Foo.prototype.run = function () {}`, `Foo = function () {}` */
function holderOfAssigned(parent: ts.Node): ts.Expression | undefined {
  if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) ? parent.name : undefined
  if (!ts.isBinaryExpression(parent)) return undefined
  const target = parent.left
  const isMethod = ts.isPropertyAccessExpression(target) && isPrototype(target.expression)
  return isMethod ? constructorOf(target.expression) : target
}

/** `Foo.prototype = { run() {} }` */
function holderOfLiteral(literal: ts.ObjectLiteralExpression): Holder {
  const { parent } = outermost(literal)
  return ts.isBinaryExpression(parent) && isPrototype(parent.left) ? constructorOf(parent.left) ?? literal : literal
}

function isPrototype(node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === 'prototype'
}

function constructorOf(prototype: ts.Expression): ts.Expression | undefined {
  return ts.isPropertyAccessExpression(prototype) ? prototype.expression : undefined
}

/** Follows what a class holds to wherever the class goes, and to the `this` of its own methods. */
export function useClass(node: ts.ClassLikeDeclaration, value: Value, flow: Flow): void {
  if (node.name) flow.track(node, value, node.name.text)
  if (ts.isClassExpression(node)) flow.use(node, value)
  else if (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)) flow.exportAs(node.getSourceFile(), value)
  giveStaticThis(node, value, flow)
  if (value.path[0] === '.prototype') for (const each of [node, ...basesOf(node, flow)]) giveThis(each, afterStep(value), flow)
}

/** The classes that a class extends: their methods call those of their heirs on `this`. */
function basesOf(node: ts.ClassLikeDeclaration, { tools }: Flow): Set<ts.ClassLikeDeclaration> {
  const bases = new Set([node])
  for (const heir of bases) {
    const base = heir.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types.at(0)?.expression
    for (const declaration of base ? tools.symbols.declarationsAt(base) : []) {
      if (ts.isClassLike(declaration) && tools.isOwn(declaration.getSourceFile())) bases.add(declaration)
    }
  }
  bases.delete(node)
  return bases
}
