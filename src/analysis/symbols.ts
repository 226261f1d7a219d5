import { ts } from 'ts-morph'
import type { Step } from './value.js'

/** What code does with the result of a function that it is handed, as far as declared types tell. */
export type CallbackResult = 'dropped' | 'promise' | 'used' | 'unknown'

/**
 * The few questions that analysis puts to TypeScript's checker. Symbols are compared by their declarations, as those
 * of generic instances and of unions are made anew each time.
 */
export class Symbols {
  readonly #declarations = new Map<ts.Node, readonly ts.Declaration[]>()

  constructor(private readonly checker: ts.TypeChecker) {}

  /** What an identifier in code refers to: the local binding, and what it stands for through imports and exports. */
  declarationsAt(node: ts.Node): readonly ts.Declaration[] {
    let found = this.#declarations.get(node)
    if (!found) this.#declarations.set(node, (found = this.#findDeclarations(node)))
    return found
  }

  #findDeclarations(node: ts.Node): readonly ts.Declaration[] {
    const { parent } = node
    if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === node) {
      const property = this.#propertyOf(parent.parent, node.getText())
      if (property) return declarationsOf(this.#resolved(property))
    }
    const found = this.#symbolAt(node)
    return found ? [...declarationsOf(found), ...declarationsOf(this.#resolved(found))] : []
  }

  /** The function that a call runs as far as types tell: through factories, aliases and default exports. */
  calledBySignature(call: ts.CallLikeExpression): ts.Declaration | undefined {
    return this.checker.getResolvedSignature(call)?.declaration
  }

  /** One step of an import or export towards what it stands for; undefined at the end, or where the module is unknown. */
  immediateAlias(symbol: ts.Symbol): ts.Symbol | undefined {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getImmediateAliasedSymbol(symbol) : undefined
  }

  /** The symbol of a name as written here, aliases not followed. */
  symbolAt(node: ts.Node): ts.Symbol | undefined {
    return this.#symbolAt(node)
  }

  /** The members of this name in what a class or an object literal extends, implements or is typed by. */
  inheritedMembers(member: ts.Declaration, name: string): readonly ts.Declaration[] {
    const { parent } = member
    if (ts.isObjectLiteralExpression(parent)) {
      const type = this.checker.getContextualType(parent)
      // What an async function returns is awaited to be `T | PromiseLike<T>`, and only one of them has the member.
      const parts = type?.isUnion() ? type.types : type ? [type] : []
      return [...new Set(parts.flatMap((part) => declarationsOf(this.checker.getPropertyOfType(part, name))))]
    }
    if (!ts.isClassLike(parent) && !ts.isInterfaceDeclaration(parent)) return []
    const bases = parent.heritageClauses?.flatMap((clause) => [...clause.types]) ?? []
    return bases.flatMap((base) => {
      return declarationsOf(this.checker.getTypeAtLocation(isStatic(member) ? base.expression : base).getProperty(name))
    })
  }

  /** Whether objects of the class or literal that one member belongs to can stand where the other's interface is asked for. */
  fits(member: ts.Declaration, signature: ts.Declaration): boolean {
    const [source, target] = [this.#typeAround(member), this.#typeAround(signature)]
    return source !== undefined && target !== undefined && this.checker.isTypeAssignableTo(source, target)
  }

  #typeAround({ parent }: ts.Declaration): ts.Type | undefined {
    if (ts.isObjectLiteralExpression(parent) || ts.isTypeLiteralNode(parent)) return this.checker.getTypeAtLocation(parent)
    const symbol = (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) && parent.name && this.checker.getSymbolAtLocation(parent.name)
    return symbol ? this.checker.getDeclaredTypeOfSymbol(symbol) : undefined
  }

  /** The source file that a module specifier leads to. */
  moduleAt(specifier: ts.Node): ts.SourceFile | undefined {
    const declaration = this.checker.getSymbolAtLocation(specifier)?.valueDeclaration
    return declaration && ts.isSourceFile(declaration) ? declaration : undefined
  }

  typeAt(node: ts.Node): ts.Type {
    return this.checker.getTypeAtLocation(node)
  }

  isArray(type: ts.Type): boolean {
    return !(type.flags & ts.TypeFlags.Any) && this.checker.isArrayLikeType(type)
  }

  /** `Map` for what `forEach` walks as keys and values, `Set` for what it walks as values; both as JavaScript or Node declare them. */
  collectionOf(type: ts.Type): 'Map' | 'Set' | undefined {
    const symbol = type.getSymbol()
    const isBuiltIn = symbol?.declarations?.every((declaration) => declaration.getSourceFile().isDeclarationFile)
    return symbol && isBuiltIn ? collections.get(symbol.name) : undefined
  }

  /** Whether a value of this type may be a number, so that what takes it as a path takes it as a descriptor. */
  mayBeNumber(node: ts.Node): boolean {
    const type = this.checker.getTypeAtLocation(node)
    return type.isUnion() ? type.types.some(isNumber) : isNumber(type)
  }

  /** Whether a function's result, written or inferred, is a promise. */
  returnsPromise(node: ts.SignatureDeclaration): boolean {
    const signature = this.checker.getSignatureFromDeclaration(node)
    return signature !== undefined && isPromise(this.checker.getReturnTypeOfSignature(signature))
  }

  /** Whether a generator hands out promises. */
  yieldsPromise(node: ts.SignatureDeclaration): boolean {
    const signature = this.checker.getSignatureFromDeclaration(node)
    const type = signature && this.checker.getReturnTypeOfSignature(signature)
    const items = type && isReference(type) ? this.checker.getTypeArguments(type).at(0) : undefined
    return items !== undefined && isPromise(items)
  }

  /** The parameter of the called function that takes this argument. */
  parameterFor(call: ts.CallExpression | ts.NewExpression, argument: ts.Expression): ts.ParameterDeclaration | undefined {
    const index = call.arguments?.indexOf(argument) ?? -1
    const declaration = this.checker.getResolvedSignature(call)?.declaration
    if (!declaration || ts.isJSDocSignature(declaration) || index < 0) return undefined
    const parameter = declaration.parameters.at(index) ?? declaration.parameters.at(-1)
    return parameter && (parameter.dotDotDotToken || declaration.parameters.indexOf(parameter) === index) ? parameter : undefined
  }

  /** What the called code does with the result of a callback, by the callback's declared type. */
  callbackResult(argument: ts.Expression): CallbackResult {
    const result = this.resultAlong(argument, [])
    return result === 'absent' ? 'unknown' : result
  }

  /** The same for a function that is assigned to a property of this type. */
  resultOf(target: ts.Expression): CallbackResult {
    const signature = this.checker.getTypeAtLocation(target).getNonNullableType().getCallSignatures().at(0)
    return signature ? resultOf(this.checker.getReturnTypeOfSignature(signature)) : 'unknown'
  }

  /** The same for a function that an argument holds behind these steps; `absent` where the declared type has none there. */
  resultAlong(argument: ts.Expression, path: readonly Step[]): CallbackResult | 'absent' {
    let type = (path.length > 0 && this.#declaredFor(argument)) || this.checker.getContextualType(argument)?.getNonNullableType()
    for (const step of path) {
      if (!type || type.flags & ts.TypeFlags.Any) return 'unknown'
      type = this.#typeBehind(type, step)?.getNonNullableType()
      if (!type) return 'absent'
    }
    if (!type || type.flags & ts.TypeFlags.Any) return 'unknown'
    const signature = type.getCallSignatures().at(0)
    return signature ? resultOf(this.checker.getReturnTypeOfSignature(signature)) : path.length > 0 ? 'absent' : 'unknown'
  }

  /** What a parameter is declared to take: a type parameter takes anything and looks for nothing. */
  #declaredFor(argument: ts.Expression): ts.Type | undefined {
    const { parent: call } = argument
    const parameter = ts.isCallExpression(call) || ts.isNewExpression(call) ? this.parameterFor(call, argument) : undefined
    return parameter && !parameter.dotDotDotToken ? this.checker.getTypeAtLocation(parameter).getNonNullableType() : undefined
  }

  #typeBehind(type: ts.Type, step: Step): ts.Type | undefined {
    if (step === '()') return type.getCallSignatures().at(0)?.getReturnType()
    if (step === '[]') return type.getNumberIndexType() ?? type.getStringIndexType()
    const property = this.checker.getPropertyOfType(type, step.slice(1))
    return property ? this.checker.getTypeOfSymbol(property) : type.getStringIndexType()
  }

  /** The text of an expression that is known to be one string, such as a constant. */
  literalAt(expression: ts.Expression): string | undefined {
    const type = this.checker.getTypeAtLocation(expression)
    return type.isStringLiteral() ? type.value : undefined
  }

  #symbolAt(node: ts.Node): ts.Symbol | undefined {
    if (ts.isShorthandPropertyAssignment(node.parent)) return this.checker.getShorthandAssignmentValueSymbol(node.parent)
    if (ts.isExportSpecifier(node.parent) && !node.parent.parent.parent.moduleSpecifier) {
      return this.checker.getExportSpecifierLocalTargetSymbol(node.parent)
    }
    return this.checker.getSymbolAtLocation(node)
  }

  #resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol
  }

  #propertyOf(pattern: ts.Node, name: string): ts.Symbol | undefined {
    return this.checker.getTypeAtLocation(pattern).getProperty(name)
  }
}

const collections = new Map<string, 'Map' | 'Set'>([
  ['Map', 'Map'], ['ReadonlyMap', 'Map'], ['URLSearchParams', 'Map'], ['Headers', 'Map'], ['FormData', 'Map'], ['Set', 'Set'], ['ReadonlySet', 'Set'],
])

function isStatic(member: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0
}

function declarationsOf(symbol: ts.Symbol | undefined): readonly ts.Declaration[] {
  return symbol?.declarations ?? []
}

function resultOf(type: ts.Type): CallbackResult {
  const parts = type.isUnion() ? type.types : [type]
  if (parts.some(isPromise)) return 'promise'
  return parts.every((part) => part.flags & ts.TypeFlags.Void) ? 'dropped' : 'used'
}

function isNumber(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.NumberLike) !== 0
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return 'target' in type
}

function isPromise(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type]
  return parts.some((part) => part.getProperty('then') !== undefined)
}
