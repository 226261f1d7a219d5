import { ts } from 'ts-morph'
import { isFunctionWithBody } from '../function-registry.js'
import { returnedBy } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import type { DriverValues } from './driver-values.js'

/**
 * Where a function can be called from: by a message from the main thread, only by code that runs in the thread as well, as it
 * takes or gives values that belong there, or not in the thread at all, as it works with what belongs to the main thread.
 */
export type Reach = 'message' | 'thread' | 'main'

/** Says by a function's parameters and results from where it can be called. */
export class Crossing {
  constructor(private readonly values: DriverValues, private readonly symbols: Symbols) {}

  reachOf(node: ts.FunctionLikeDeclaration): Reach {
    const reaches = [...node.parameters.map((parameter) => this.#ofParameter(parameter)), ...returnedBy(node).map((value) => this.#ofResult(value))]
    return narrowest(node.asteriskToken ? [...reaches, 'thread'] : reaches)
  }

  #ofParameter(parameter: ts.ParameterDeclaration): Reach {
    const { name } = parameter
    if (ts.isIdentifier(name) && this.values.of(name)) return 'thread'
    if (ts.isObjectBindingPattern(name)) {
      const isHeld = name.elements.some((element) => ts.isIdentifier(element.name) && this.values.of(element.name))
      if (isHeld) return 'thread'
    }
    const type = this.symbols.typeAt(parameter)
    if (!(type.flags & ts.TypeFlags.Any)) return this.#ofType(type)
    return ts.isIdentifier(name) ? this.#byUse(name) : 'message'
  }

  #ofResult(value: ts.Expression): Reach {
    const node = innermost(value)
    if (this.values.of(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return 'thread'
    if (ts.isObjectLiteralExpression(node) && node.properties.some((property) => ts.isMethodDeclaration(property) || ts.isAccessor(property))) return 'thread'
    return this.#ofType(this.symbols.typeAt(node)) === 'message' ? 'message' : 'thread'
  }

  /** Functions may be written where the call stands; objects with methods were made elsewhere. */
  #ofType(type: ts.Type): Reach {
    const reaches = (type.isUnion() ? type.types : [type]).map((part): Reach => {
      if (!(part.flags & ts.TypeFlags.Object) || this.symbols.isArray(part) || isCopied(part)) return 'message'
      if (part.getCallSignatures().length > 0) return 'thread'
      return hasMethods(part) ? 'main' : 'message'
    })
    return narrowest(reaches)
  }

  /** In code without types: what has methods that no string, list or date has is no plain value. */
  #byUse(parameter: ts.Identifier): Reach {
    const owner = ts.findAncestor(parameter, isFunctionWithBody)
    const uses: Reach[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && node.text === parameter.text && node !== parameter) uses.push(reachOfUse(node))
      node.forEachChild(visit)
    }
    if (owner?.body) visit(owner.body)
    return narrowest(uses)
  }
}

function narrowest(reaches: readonly Reach[]): Reach {
  if (reaches.includes('main')) return 'main'
  return reaches.includes('thread') ? 'thread' : 'message'
}

const builtIns = [Array, String, Number, Boolean, Date, Map, Set, RegExp, Object, Buffer, Error, URL]
const builtInMethods = new Set(builtIns.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)))
const copied = new Set([
  'Date', 'RegExp', 'Map', 'Set', 'ReadonlyMap', 'ReadonlySet', 'Buffer', 'Uint8Array', 'ArrayBuffer', 'Error', 'Number', 'String', 'Boolean', 'Object', 'Function',
])

function isCopied(type: ts.Type): boolean {
  return copied.has(type.getSymbol()?.name ?? '')
}

/** Methods of a class, or of an interface that classes of a package implement. */
function hasMethods(type: ts.Type): boolean {
  return type.getProperties().some(({ declarations = [] }) => declarations.some((declaration) => {
    const isMethod = ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration)
    return isMethod && (ts.isClassLike(declaration.parent) || declaration.getSourceFile().isDeclarationFile)
  }))
}

function reachOfUse(name: ts.Identifier): Reach {
  let node: ts.Expression = name
  let last = ''
  while (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) {
    node = node.parent
    last = node.getLastToken()?.getText() ?? ''
  }
  const { parent } = node
  if (!ts.isCallExpression(parent) || parent.expression !== node) return 'message'
  if (last === '') return name.text === 'next' ? 'main' : 'thread'
  return builtInMethods.has(last) ? 'message' : 'main'
}
