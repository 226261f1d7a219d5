import { ts } from 'ts-morph'
import type { ArgumentFact } from '../model/calls.js'
import type { Symbols } from './symbols.js'

/** What rules ask of an argument. */
export function argumentFact(argument: ts.Expression, symbols: Symbols): ArgumentFact {
  if (ts.isSpreadElement(argument)) return { is: 'spread' }
  if (ts.isObjectLiteralExpression(argument)) {
    const keys = argument.properties.flatMap((property) => (property.name ? [property.name.getText()] : []))
    return { is: 'object-literal', keys, open: argument.properties.some(ts.isSpreadAssignment) }
  }
  const type = symbols.typeAt(argument)
  if (isFunction(type)) return { is: 'function' }
  if (type.flags & ts.TypeFlags.Any) return { is: 'any' }
  return symbols.mayBeNumber(argument) ? { is: 'number' } : { is: 'other' }
}

/** Whether the object of a member can be called as well; without types, as all but a namespace can. */
export function isFunctionItself(object: ts.Expression, symbols: Symbols): boolean {
  const type = symbols.typeAt(object)
  return type.flags & ts.TypeFlags.Any ? !symbols.declarationsAt(object).some(ts.isNamespaceImport) : isFunction(type)
}

function isFunction(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type]
  return parts.some((part) => part.getCallSignatures().length > 0)
}
