import { ts } from 'ts-morph'
import type { Symbols } from './symbols.js'
import { anchorOf } from './typed-positions.js'

/** Containers whose type arguments say what they keep. */
const containers = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array'])

/**
 * The type that is declared for a place, as far as declarations tell. The checker's own contextual type would work out
 * all type arguments of a call first, and for that look into every callback.
 */
export function expectedType(value: ts.Expression, symbols: Symbols): ts.Type | undefined {
  if (isContainer(anchorOf(value))) return symbols.contextualType(value)
  const { parent } = value
  if (ts.isCallExpression(parent)) return symbols.parameterType(parent, parent.arguments.indexOf(value))
  if (ts.isNewExpression(parent)) return symbols.parameterType(parent, parent.arguments?.indexOf(value) ?? -1)
  if (ts.isParenthesizedExpression(parent) || ts.isConditionalExpression(parent)) return expectedType(parent, symbols)
  if (ts.isArrayLiteralExpression(parent)) return part(expectedType(parent, symbols), (type) => symbols.elementType(type))
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) {
    const name = ts.isMemberName(parent.name) ? parent.name.text : undefined
    return part(expectedType(parent.parent, symbols), (type) => symbols.memberType(type, name))
  }
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return expectedType(parent, symbols)
  if (ts.isArrowFunction(parent) || ts.isReturnStatement(parent)) return expectedResult(value, symbols)
  return ts.isJsxExpression(parent) ? undefined : symbols.contextualType(value)
}

/** What the function around is to return: as it says itself, or as is expected where it stands. */
function expectedResult(value: ts.Expression, symbols: Symbols): ts.Type | undefined {
  const around = ts.findAncestor(value.parent, ts.isFunctionLike)
  if (!around || around.type || ts.getJSDocReturnType(around)) return symbols.contextualType(value)
  const isLiteral = ts.isArrowFunction(around) || ts.isFunctionExpression(around)
  return isLiteral ? part(expectedType(around, symbols), (type) => symbols.resultType(type)) : undefined
}

function part(type: ts.Type | undefined, take: (type: ts.Type) => ts.Type | undefined): ts.Type | undefined {
  return type && take(type)
}

/** Whether an expression makes a container of the language's own: `new Map<string, Loader>(…)`. */
export function isContainer(node: ts.Node): boolean {
  return ts.isNewExpression(node) && ts.isIdentifier(node.expression) && containers.has(node.expression.text)
}
