import { ts } from 'ts-morph'

/** A function that returns an object with methods that return functions: real packages go no deeper. */
const deepest = 4

/** The functions of a package that its users can reach from its entry files: by name, as members, or as what a call gives. */
export function publicFunctions(entries: readonly ts.SourceFile[], program: ts.Program): ReadonlySet<ts.Node> {
  const walk = new Walk(program.getTypeChecker(), (file) => !program.isSourceFileFromExternalLibrary(file) && !file.isDeclarationFile)
  for (const entry of entries) walk.module(entry)
  return walk.functions
}

class Walk {
  readonly functions = new Set<ts.Node>()
  readonly #seen = new Set<ts.Type>()

  constructor(private readonly checker: ts.TypeChecker, private readonly isOwn: (file: ts.SourceFile) => boolean) {}

  module(file: ts.SourceFile): void {
    const symbol = moduleSymbol(file)
    const whole = symbol?.exports?.get(ts.InternalSymbolName.ExportEquals)
    for (const exported of [...(whole ? [whole] : []), ...(symbol ? this.checker.getExportsOfModule(symbol) : [])]) {
      const target = exported.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(exported) : exported
      this.#type(this.checker.getTypeOfSymbolAtLocation(target, file), 0)
    }
  }

  #type(type: ts.Type, depth: number): void {
    if (depth > deepest || this.#seen.has(type)) return
    this.#seen.add(type)
    const parts = type.isUnionOrIntersection() ? type.types : []
    for (const part of parts) this.#type(part, depth)
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) this.#signature(signature, depth)
    for (const member of [...type.getProperties(), ...prototypeOf(type)]) this.#member(member, depth)
  }

  #signature(signature: ts.Signature, depth: number): void {
    const { declaration } = signature
    if (!declaration || !this.isOwn(declaration.getSourceFile())) return
    this.functions.add(declaration)
    const result = this.checker.getReturnTypeOfSignature(signature)
    this.#type(this.checker.getAwaitedType(result) ?? result, depth + 1)
  }

  #member(member: ts.Symbol, depth: number): void {
    const [declaration] = member.declarations ?? []
    if (!declaration || !this.isOwn(declaration.getSourceFile()) || isPrivate(declaration)) return
    this.#type(this.checker.getTypeOfSymbolAtLocation(member, declaration), depth + 1)
  }
}

/** The checker gives out the symbol of an ES module alone; that of a CommonJS one is on its node. */
function moduleSymbol(file: ts.SourceFile): ts.Symbol | undefined {
  return 'symbol' in file && isSymbol(file.symbol) ? file.symbol : undefined
}

function isSymbol(value: unknown): value is ts.Symbol {
  return typeof value === 'object' && value !== null && 'escapedName' in value
}

/** `Foo.prototype.bar = function …` and `this.bar = …` in a JavaScript constructor function are members of its symbol alone. */
function prototypeOf({ symbol }: ts.Type): ts.Symbol[] {
  const isFunction = (symbol as ts.Symbol | undefined)?.valueDeclaration && ts.isFunctionLike(symbol.valueDeclaration)
  return isFunction ? [...symbol.members?.values() ?? []] : []
}

function isPrivate(declaration: ts.Declaration): boolean {
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) return true
  const name = ts.getNameOfDeclaration(declaration)
  return name !== undefined && ts.isPrivateIdentifier(name)
}
