import { ts } from 'ts-morph'
import { outermost } from './syntax.js'
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

  /** Whether a member goes by a method's name and holds something else, as in `{ [Name in keyof Api]: ReturnType<Api[Name]> }`. */
  isResultByName(name: ts.Node): boolean {
    const { parent } = name
    if (!ts.isPropertyAccessExpression(parent) || parent.name !== name || isCallee(parent)) return false
    const type = this.checker.getTypeAtLocation(parent)
    return !(type.flags & ts.TypeFlags.Any) && this.signaturesOf(type.getNonNullableType()).length === 0
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

  /** Whether they can stand where a type that has that member is asked for. */
  fitsType(member: ts.Declaration, type: ts.TypeNode, name: string): boolean {
    const [source, target] = [this.#typeAround(member), this.checker.getTypeFromTypeNode(type)]
    return source !== undefined && target.getProperty(name) !== undefined && this.checker.isTypeAssignableTo(source, target)
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

  /** What a module exports under a name, as a member of its `module.exports`, too, which is itself the default. */
  exportedAs(file: ts.SourceFile, name: string): readonly ts.Declaration[] {
    const module = this.checker.getSymbolAtLocation(file)
    const whole = module?.exports?.get(ts.InternalSymbolName.ExportEquals)
    const found = module && (this.checker.getExportsOfModule(module).find((symbol) => symbol.name === name)
      ?? (whole && this.checker.getTypeOfSymbol(whole).getProperty(name)) ?? (name === 'default' ? whole : undefined))
    return found ? [...declarationsOf(found), ...declarationsOf(this.#resolved(found))] : []
  }

  /** What a module exports, under whatever name. */
  exportsOf(file: ts.SourceFile): readonly ts.Declaration[] {
    const module = this.checker.getSymbolAtLocation(file)
    return module ? this.checker.getExportsOfModule(module).flatMap((symbol) => declarationsOf(this.#resolved(symbol))) : []
  }

  /** What an object has under a name. */
  membersOf(object: ts.Expression, name: string): readonly ts.Declaration[] {
    const found = this.checker.getPropertyOfType(this.checker.getTypeAtLocation(object).getNonNullableType(), name)
    return found ? [...declarationsOf(found), ...declarationsOf(this.#resolved(found))] : []
  }

  /** The same for what the type says that is asserted of an object: `{ load: … } as unknown as Files`. */
  membersAsked(object: ts.Expression, name: string): readonly ts.Declaration[] {
    const asserted = outermost(object)
    return asserted !== object && ts.isExpression(asserted) ? this.membersOf(asserted, name) : []
  }

  typeAt(node: ts.Node): ts.Type {
    return this.checker.getTypeAtLocation(node)
  }

  /** The declarations of the functions that a value of this type may be; of a type parameter, those that it may stand for. */
  signaturesOf(type: ts.Type): readonly ts.SignatureDeclaration[] {
    const constraint = this.checker.getBaseConstraintOfType(type) ?? type
    const parts = constraint.isUnion() ? constraint.types : [constraint]
    const declarations = parts.flatMap((part) => part.getCallSignatures()).map((signature) => signature.declaration)
    return [...new Set(declarations.filter((declaration) => declaration !== undefined && ts.isFunctionLike(declaration)))]
  }

  /** The type that a place asks for, with all type arguments worked out. */
  contextualType(value: ts.Expression): ts.Type | undefined {
    return this.checker.getContextualType(value)
  }

  /** The type that a call's callee declares for one of its arguments; overloads are not told apart. */
  parameterType(call: ts.CallExpression | ts.NewExpression, index: number): ts.Type | undefined {
    const callee = this.checker.getTypeAtLocation(call.expression)
    const signatures = ts.isNewExpression(call) ? callee.getConstructSignatures() : callee.getNonNullableType().getCallSignatures()
    for (const { parameters, declaration } of signatures) {
      const parameter = parameters.at(index) ?? parameters.at(-1)
      if (!parameter || index < 0) continue
      const isRest = declaration !== undefined && !ts.isJSDocSignature(declaration) && declaration.parameters.at(-1)?.dotDotDotToken !== undefined
        && index >= parameters.length - 1
      const type = this.checker.getTypeOfSymbol(parameter)
      if (isRest) return this.elementType(type)
      if (parameters.length > index) return type
    }
    return undefined
  }

  elementType(type: ts.Type): ts.Type | undefined {
    return this.checker.getIndexTypeOfType(type.getNonNullableType(), ts.IndexKind.Number)
  }

  /** What a call of a value of this type gives, as far as it is declared. */
  resultType(type: ts.Type): ts.Type | undefined {
    const signature = type.getNonNullableType().getCallSignatures().at(0)
    return signature && this.checker.getReturnTypeOfSignature(signature)
  }

  /** The type of a member, or of any member where none is declared by that name. */
  memberType(type: ts.Type, name: string | undefined): ts.Type | undefined {
    const known = type.getNonNullableType()
    const member = name === undefined ? undefined : this.checker.getPropertyOfType(known, name)
    return member ? this.checker.getTypeOfSymbol(member) : this.checker.getIndexTypeOfType(known, ts.IndexKind.String)
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

  /** Whether a type is declared by JavaScript or a library, and not by the project. */
  isBuiltIn(type: ts.Type): boolean {
    return declarationsOf(type.getSymbol()).every((declaration) => declaration.getSourceFile().isDeclarationFile)
  }

  /** Whether a name is one of JavaScript's own. */
  isGlobal(name: ts.Node): boolean {
    return this.declarationsAt(name).every((declaration) => declaration.getSourceFile().isDeclarationFile)
  }

  /** Whether what calls this callback may give it a number. */
  isCalledWithNumber(callback: ts.Expression): boolean {
    const parameter = this.checker.getContextualType(callback)?.getCallSignatures().at(0)?.parameters.at(0)
    const type = parameter && this.checker.getTypeOfSymbolAtLocation(parameter, callback)
    return type !== undefined && mayBeNumber(type)
  }

  /** Whether a value of this type may be a number, so that what takes it as a path takes it as a descriptor. */
  mayBeNumber(node: ts.Node): boolean {
    return mayBeNumber(this.checker.getTypeAtLocation(node))
  }

  isPromise(type: ts.Type): boolean {
    return isPromise(type)
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

  /** Whether a function of this type may give anything, a promise as well: its result is `void`, `unknown` or `any`. */
  acceptsAnyResult(node: ts.SignatureDeclaration): boolean {
    const signature = this.checker.getSignatureFromDeclaration(node)
    const result = signature && this.checker.getReturnTypeOfSignature(signature)
    return result !== undefined && (result.flags & (ts.TypeFlags.Void | ts.TypeFlags.Unknown | ts.TypeFlags.Any)) !== 0
  }

  /** Whether a function of this type says that it gives nothing. */
  givesNothing(node: ts.SignatureDeclaration): boolean {
    const signature = this.checker.getSignatureFromDeclaration(node)
    return signature !== undefined && (this.checker.getReturnTypeOfSignature(signature).flags & ts.TypeFlags.Void) !== 0
  }

  /** Whether there is a value where none is asked for: what a promise of it holds would not be `void`. */
  givesValue(node: ts.Expression): boolean {
    const nothing = ts.TypeFlags.Any | ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never
    return (this.checker.getTypeAtLocation(node).flags & nothing) === 0
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

  /** All texts that an expression may be, where its type names each of them. */
  literalsAt(expression: ts.Expression): readonly string[] {
    const type = this.checker.getTypeAtLocation(expression)
    const parts = type.isUnion() ? type.types : [type]
    const literals = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []))
    return literals.length === parts.length ? literals : []
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

function isCallee(node: ts.Expression): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node
}

function mayBeNumber(type: ts.Type): boolean {
  return type.isUnion() ? type.types.some(isNumber) : isNumber(type)
}

function isNumber(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.NumberLike) !== 0
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return 'target' in type
}

function isPromise(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type]
  return parts.some((part) => {
    const then = part.getProperty('then')
    // Fastify's reply has a `then` that gives nothing, so that it is no promise.
    return then !== undefined && !then.declarations?.every((declaration) => ts.isFunctionLike(declaration) && declaration.type?.kind === ts.SyntaxKind.VoidKeyword)
  })
}
