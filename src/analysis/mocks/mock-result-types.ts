import { ts } from 'ts-morph'
import type { Symbols } from '../symbols.js'
import { mockTypes } from './mock-names.js'
import { wholeMock } from './mock-targets.js'

/** The types that are written for what a mock gives: with the call that makes it, and with the variable that it goes into. */
export function writtenResults(call: ts.CallExpression, symbols: Symbols): ts.TypeNode[] {
  return [call.typeArguments, ...variablesOf(wholeMock(call).parent, symbols).map(argumentsOfMockType)].flatMap((types) => resultIn(types ?? []))
}

/** `(path: string) => string`, or the parameters as a list beside the result: `<string, [path: string]>`. */
function resultIn(types: readonly ts.TypeNode[]): ts.TypeNode[] {
  const [only] = types
  if (types.length === 1 && only && ts.isFunctionTypeNode(only)) return [only.type]
  const isPair = types.length === 2 && types.some(ts.isTupleTypeNode)
  return isPair ? types.filter((type) => !ts.isTupleTypeNode(type)) : []
}

function variablesOf(holder: ts.Node, symbols: Symbols): ts.Declaration[] {
  if (ts.isVariableDeclaration(holder)) return [holder]
  return ts.isBinaryExpression(holder) && ts.isIdentifier(holder.left) ? [...symbols.declarationsAt(holder.left)] : []
}

function argumentsOfMockType(declaration: ts.Declaration): readonly ts.TypeNode[] {
  const type = ts.isVariableDeclaration(declaration) ? declaration.type : undefined
  if (!type || !ts.isTypeReferenceNode(type)) return []
  const { typeName, typeArguments = [] } = type
  return mockTypes.has(ts.isQualifiedName(typeName) ? typeName.right.text : typeName.text) ? typeArguments : []
}
