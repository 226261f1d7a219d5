import { ts } from 'ts-morph'

/** What becomes of a value that is copied to another thread, as far as its type tells. */
export type Copying = 'kept' | 'lost' | 'unknown'

/** JavaScript's own classes that keep their class when copied; `Buffer` is restored by the runtime. */
const faithful = new Set(['Date', 'Map', 'Set', 'RegExp', 'Error', 'Array', 'ReadonlyArray', 'ReadonlyMap', 'ReadonlySet', 'Buffer', 'ArrayBuffer',
  'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array', 'String', 'Number', 'Boolean'])

/** How deep a type is looked into: deeper ones are left to the runtime, which refuses with the path. */
const deepest = 4

/** The questions about types that decide whether a value can go to the database thread. */
export class BlockTypes {
  constructor(readonly checker: ts.TypeChecker) {}

  /** What becomes of an expression's value when it is copied. */
  copying(node: ts.Node): Copying {
    return this.#copying(this.checker.getTypeAtLocation(node), 0)
  }

  /** Whether reading a member of the expression's value cannot throw. */
  isSurelyObject(node: ts.Node): boolean {
    const type = this.checker.getTypeAtLocation(node)
    const unsure = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void | ts.TypeFlags.TypeParameter
    const parts = type.isUnion() ? type.types : [type]
    return parts.every((part) => !(part.flags & unsure))
  }

  #copying(type: ts.Type, depth: number): Copying {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return 'unknown'
    if (type.flags & ts.TypeFlags.ESSymbolLike) return 'lost'
    if (type.isUnionOrIntersection()) return worst(type.types.map((part) => this.#copying(part, depth)))
    if (!(type.flags & ts.TypeFlags.Object)) return 'kept'
    if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return 'lost'
    if (depth > deepest) return 'unknown'
    const inside = (parts: readonly ts.Type[]): Copying => worst(parts.map((part) => this.#copying(part, depth + 1)))
    if (this.checker.isArrayLikeType(type) || isBuiltIn(type)) return inside(isReference(type) ? this.checker.getTypeArguments(type) : [])
    if (type.isClass() || ((type.getSymbol()?.flags ?? 0) & ts.SymbolFlags.Class) !== 0) return 'lost'
    return inside(type.getProperties().map((property) => this.checker.getTypeOfSymbol(property)))
  }
}

function worst(all: readonly Copying[]): Copying {
  if (all.includes('lost')) return 'lost'
  return all.includes('unknown') ? 'unknown' : 'kept'
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return 'target' in type
}

/** Declared by JavaScript or Node.js, and known to be copied as what it is. */
function isBuiltIn(type: ts.Type): boolean {
  const symbol = type.getSymbol()
  return symbol !== undefined && faithful.has(symbol.name) && (symbol.declarations?.every((declaration) => declaration.getSourceFile().isDeclarationFile) ?? false)
}
