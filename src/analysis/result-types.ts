import { ts } from 'ts-morph'
import type { NameIndex } from './name-index.js'
import type { Symbols } from './symbols.js'

/** A type that says what a call of a function gives. */
export interface ResultType {
  node: ts.TypeReferenceNode
  /** It depends on a type parameter. */
  isGeneric: boolean
}

/** Finds the types that say what a call of a function gives, such as `ReturnType<typeof load>`, by the functions' declarations. */
export function findResultTypes({ index, symbols }: { index: NameIndex; symbols: Symbols }): Map<ts.Declaration, ResultType[]> {
  const found = new Map<ts.Declaration, ResultType[]>()
  for (const name of index.occurrences('ReturnType')) {
    const type = name.parent
    if (!ts.isTypeReferenceNode(type) || type.typeName !== name || isAwaited(type)) continue
    const [argument] = type.typeArguments ?? []
    if (!argument || !symbols.declarationsAt(name).every((declaration) => declaration.getSourceFile().isDeclarationFile)) continue
    const calledType = symbols.typeAt(argument)
    const isGeneric = (calledType.flags & ts.TypeFlags.Instantiable) !== 0
    for (const declaration of symbols.signaturesOf(calledType)) {
      found.set(declaration, [...found.get(declaration) ?? [], { node: type, isGeneric }])
    }
  }
  return found
}

function isAwaited({ parent }: ts.TypeReferenceNode): boolean {
  return ts.isTypeReferenceNode(parent) && parent.typeName.getText() === 'Awaited'
}
