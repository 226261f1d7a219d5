import { ts } from 'ts-morph'
import { allNodes } from '../blocks/references.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { functionAround, type Sharing } from './sharing.js'
import { below, type StatePath } from './state-path.js'

/** What a request brings along is nobody else's. */
const ofRequest = /^_?(req|request|res|response|reply|ctx|err|error|next)$/

/** Calls of what makes up a new name each time. */
const madeUp = /\b(\w*random\w*|uuid\w*|nanoid|ulid|mkdtemp\w*|now|hrtime|bigint)\s*\(/i

/** Objects of JavaScript and Node.js that all code reaches. */
const sharedGlobals = new Set(['process', 'globalThis', 'global'])

/** Names the shared state that expressions stand for. */
export class SharedState {
  constructor(private readonly symbols: Symbols, private readonly sharing: Sharing) {}

  /** The state that an expression reads, or a target sets; undefined where no other request can reach it. */
  of(expression: ts.Node): StatePath | undefined {
    return this.#of(expression, false)
  }

  /** The same for an object that is asked for a member, where a local name for it counts as itself. */
  ofObject(expression: ts.Node): StatePath | undefined {
    return this.#of(expression, true)
  }

  /** What a part of a pattern takes out of shared state: `alive` of `const { alive } = stats`. */
  ofBinding(element: ts.BindingElement): StatePath | undefined {
    const holder = element.parent.parent
    if (!ts.isObjectBindingPattern(element.parent) || element.dotDotDotToken) return undefined
    const outer = ts.isVariableDeclaration(holder) ? holder.initializer && this.#of(holder.initializer, true)
      : ts.isBindingElement(holder) ? this.ofBinding(holder) : undefined
    const name = (element.propertyName ?? element.name).getText()
    return outer && below(outer, `.${name}`, `${outer.name}.${name}`)
  }

  /** A key as text that is the same for the same value: names are told apart by where they are declared. */
  keyOf(key: ts.Node): string {
    const node = ts.isExpression(key) ? innermost(key) : key
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return JSON.stringify(node.text)
    const parts: string[] = []
    const visit = (part: ts.Node): void => {
      if (ts.isIdentifier(part)) parts.push(this.#nameKey(part))
      else if (part.getChildCount() === 0) parts.push(part.getText())
      else part.getChildren().forEach(visit)
    }
    visit(node)
    return parts.join(' ')
  }

  /** What tells a declared name from all others. */
  idOf(declaration: ts.Node): string {
    return idOf(declaration)
  }

  /** Whether a key, or a file's name, was made up for one run of the function: nobody else knows it. */
  isOwnKey(key: ts.Node, depth = 3): boolean {
    if (madeUp.test(key.getText())) return true
    return depth > 0 && [...allNodes(key)].filter(ts.isIdentifier).some((name) => {
      const declaration = this.symbols.symbolAt(name)?.valueDeclaration
      const value = declaration && ts.isVariableDeclaration(declaration) && functionAround(declaration) ? declaration.initializer : undefined
      return value !== undefined && this.isOwnKey(value, depth - 1)
    })
  }

  #nameKey(name: ts.Identifier): string {
    const isMember = ts.isPropertyAccessExpression(name.parent) && name.parent.name === name
    const declaration = isMember ? undefined : this.symbols.declarationsAt(name).at(-1)
    return declaration ? idOf(declaration) : name.text
  }

  #of(expression: ts.Node, isObject: boolean): StatePath | undefined {
    const node = ts.isExpression(expression) ? innermost(expression) : expression
    if (ts.isIdentifier(node)) return this.#ofName(node, isObject)
    if (node.kind === ts.SyntaxKind.ThisKeyword) return isObject ? this.#ofThis(node) : undefined
    if (ts.isPropertyAccessExpression(node)) {
      const object = this.#of(node.expression, true)
      return object && below(object, `.${node.name.text}`, textOf(node))
    }
    if (ts.isElementAccessExpression(node)) return this.#element(node.expression, node.argumentExpression, node)
    // An element that a collection hands out is the collection's own.
    const isTaken = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && /^(get|at|find)$/.test(node.expression.name.text)
    if (!isTaken || !isObject || !ts.isPropertyAccessExpression(node.expression)) return undefined
    return this.#element(node.expression.expression, node.expression.name.text === 'get' ? node.arguments[0] : undefined, node)
  }

  #element(collection: ts.Expression, key: ts.Expression | undefined, whole: ts.Node): StatePath | undefined {
    const object = this.#of(collection, true)
    if (!object || (key && this.isOwnKey(key))) return undefined
    if (key && ts.isStringLiteralLike(key) && ts.isElementAccessExpression(whole)) return below(object, `.${key.text}`, textOf(whole))
    return below(object, key ? `[${this.keyOf(key)}]` : '[?]', textOf(whole))
  }

  #ofName(name: ts.Identifier, isObject: boolean): StatePath | undefined {
    const declaration = this.symbols.declarationsAt(name).at(-1)
    if (!declaration) return undefined
    if (declaration.getSourceFile().isDeclarationFile) return isObject && sharedGlobals.has(name.text) ? { kind: 'variable', root: name.text, steps: [], name: name.text } : undefined
    if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration) && !ts.isBindingElement(declaration)) return undefined
    const alias = isObject ? this.#aliased(declaration) : undefined
    if (alias) return { ...alias, name: name.text }
    if (!this.#isShared(declaration, name)) return undefined
    return { kind: 'variable', root: idOf(declaration), steps: [], name: name.text }
  }

  /** `const session = sessions.get(id)`, `const self = this`, `for (const job of this.jobs)`: a name for a part of shared state. */
  #aliased(declaration: ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement): StatePath | undefined {
    if (ts.isBindingElement(declaration)) return isConstant(declaration) ? this.ofBinding(declaration) : undefined
    if (!ts.isVariableDeclaration(declaration) || !isConstant(declaration)) return undefined
    const loop = declaration.parent.parent
    if (ts.isForOfStatement(loop)) {
      const list = this.#of(loop.expression, true)
      return list && below(list, '[?]', declaration.name.getText())
    }
    return declaration.initializer && this.#of(declaration.initializer, true)
  }

  #isShared(declaration: ts.Declaration, user: ts.Node): boolean {
    const home = functionAround(declaration)
    if (!home) return ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)
    const name = ts.getNameOfDeclaration(declaration)?.getText() ?? ''
    return !ofRequest.test(name) && this.sharing.isCapturedByMany(declaration, user)
  }

  /** `this` in a function that a prototype or an object holds. */
  #ofAssigned({ expression: holder }: ts.PropertyAccessExpression): StatePath | undefined {
    if (!ts.isPropertyAccessExpression(holder) || holder.name.text !== 'prototype') return this.#of(holder, true)
    const declaration = this.symbols.declarationsAt(holder.expression).at(-1)
    return declaration && { kind: 'variable', root: `this ${idOf(declaration)}`, steps: [], name: 'this' }
  }

  #ofThis(node: ts.Node): StatePath | undefined {
    const holder = assignedTo(node)
    if (holder) return this.#ofAssigned(holder)
    const owner = ownerOfThis(node)
    return owner && this.sharing.hasSharedObjects(owner) ? { kind: 'variable', root: `this ${idOf(owner)}`, steps: [], name: 'this' } : undefined
  }
}

/** `Store.prototype.add` of `Store.prototype.add = function () { … this … }`. */
function assignedTo(node: ts.Node): ts.PropertyAccessExpression | undefined {
  let scope = functionAround(node)
  while (scope && ts.isArrowFunction(scope)) scope = functionAround(scope)
  const assignment = scope && ts.isFunctionExpression(scope) && ts.isBinaryExpression(scope.parent) ? scope.parent : undefined
  return assignment?.right === scope && assignment && ts.isPropertyAccessExpression(assignment.left) ? assignment.left : undefined
}

/** The class or object whose method `this` is written in. */
function ownerOfThis(node: ts.Node): ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | undefined {
  let scope = functionAround(node)
  while (scope && ts.isArrowFunction(scope)) {
    const { parent } = scope
    if (ts.isPropertyDeclaration(parent) && ts.isClassLike(parent.parent)) return parent.parent
    scope = functionAround(scope)
  }
  const holder = scope && (ts.isPropertyAssignment(scope.parent) || ts.isPropertyDeclaration(scope.parent) ? scope.parent.parent : scope.parent)
  return holder && (ts.isClassLike(holder) || ts.isObjectLiteralExpression(holder)) ? holder : undefined
}

function isConstant(declaration: ts.Declaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
}

function idOf(declaration: ts.Node): string {
  return `${declaration.getSourceFile().fileName}:${String(declaration.pos)}`
}

/** Code on one line, and no more of it than a sentence bears. */
export function textOf(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ')
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}
