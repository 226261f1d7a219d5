import { ts } from 'ts-morph'
import type { FlowTools } from './object-flow.js'

/** The written types that say what an object is, in a type of what holds it behind a path: `UserRepository` of `{ users: UserRepository }`. */
export function holderTypes(type: ts.TypeNode, [step, ...rest]: readonly string[], tools: Pick<FlowTools, 'symbols' | 'isOwn'>): ts.TypeNode[] {
  if (step === undefined) return partsOf(type)
  const property = tools.symbols.typeAt(type).getNonNullableType().getProperty(step)
  return (property?.declarations ?? []).flatMap((declaration) => {
    const isWritten = (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration) || ts.isParameter(declaration)) && tools.isOwn(declaration.getSourceFile())
    return isWritten && declaration.type ? holderTypes(declaration.type, rest, tools) : []
  })
}

/** `UserRepository` of `UserRepository | undefined`; what says `typeof users` follows by itself. */
function partsOf(type: ts.TypeNode): ts.TypeNode[] {
  if (ts.isUnionTypeNode(type)) return type.types.some(isClientType) ? [] : type.types.flatMap(partsOf)
  if (ts.isParenthesizedTypeNode(type)) return partsOf(type.type)
  return ts.isTypeReferenceNode(type) && !isClientType(type) ? [type] : []
}

/** Written by an earlier run. */
function isClientType(type: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(type) && type.typeName.getText() === 'AsyncClient'
}
