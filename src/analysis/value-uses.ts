import { ts } from 'ts-morph'
import { outermost } from './syntax.js'

/** What becomes of an expression's value, as far as the syntax around it tells. */
export type ValueUse =
  | { kind: 'called'; call: ts.CallExpression | ts.TaggedTemplateExpression; throughMember: boolean }
  | { kind: 'constructed'; call: ts.NewExpression }
  | { kind: 'argument'; call: ts.CallExpression | ts.NewExpression; argument: ts.Expression }
  | { kind: 'stored'; declaration: ts.VariableDeclaration | ts.PropertyAssignment | ts.PropertyDeclaration }
  | { kind: 'assigned'; target: ts.Expression; assignment: ts.BinaryExpression }
  | { kind: 'returned'; from: ts.FunctionLikeDeclaration }
  | { kind: 'default-export' }
  /** The value of this larger expression may be the same function. */
  | { kind: 'passed-through'; as: ts.Node }
  | { kind: 'harmless' }
  | { kind: 'escapes'; to: string }

/** Looks one step outward from an expression that denotes a function. */
export function useOfValue(expression: ts.Node): ValueUse {
  const value = outermost(expression)
  const { parent } = value
  if (ts.isCallExpression(parent)) {
    if (parent.expression === value) return { kind: 'called', call: parent, throughMember: false }
    return { kind: 'argument', call: parent, argument: value as ts.Expression }
  }
  if (ts.isTaggedTemplateExpression(parent)) return { kind: 'called', call: parent, throughMember: false }
  if (ts.isNewExpression(parent)) {
    if (parent.expression === value) return { kind: 'constructed', call: parent }
    return { kind: 'argument', call: parent, argument: value as ts.Expression }
  }
  if (ts.isPropertyAccessExpression(parent)) return useOfFunctionMember(parent)
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return { kind: 'stored', declaration: parent }
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return { kind: 'stored', declaration: parent }
  if (ts.isBinaryExpression(parent)) return useInBinary(parent, value)
  if (ts.isConditionalExpression(parent)) return parent.condition === value ? { kind: 'harmless' } : { kind: 'passed-through', as: parent }
  if (ts.isAwaitExpression(parent)) return { kind: 'passed-through', as: parent }
  if (ts.isReturnStatement(parent)) return useInReturn(parent)
  if (ts.isArrowFunction(parent)) return { kind: 'returned', from: parent }
  if (ts.isArrayLiteralExpression(parent)) return useInArray(parent)
  if (ts.isExportAssignment(parent)) return { kind: 'default-export' }
  return useElsewhere(parent)
}

/** `f.bind(x)` is `f` again, `f.call(x)` calls it; other members are the function object's own. */
function useOfFunctionMember(access: ts.PropertyAccessExpression): ValueUse {
  const { parent } = access
  if (!ts.isCallExpression(parent) || parent.expression !== access) return { kind: 'harmless' }
  if (access.name.text === 'bind') return { kind: 'passed-through', as: parent }
  const isCall = access.name.text === 'call' || access.name.text === 'apply'
  return isCall ? { kind: 'called', call: parent, throughMember: true } : { kind: 'harmless' }
}

function useInBinary(binary: ts.BinaryExpression, value: ts.Node): ValueUse {
  const operator = binary.operatorToken.kind
  if (operator === ts.SyntaxKind.EqualsToken) {
    return binary.right === value ? { kind: 'assigned', target: binary.left, assignment: binary } : { kind: 'harmless' }
  }
  const isChoice = operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.QuestionQuestionToken
    || operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.CommaToken
  return isChoice ? { kind: 'passed-through', as: binary } : { kind: 'harmless' }
}

function useInReturn(statement: ts.ReturnStatement): ValueUse {
  const from = ts.findAncestor(statement, ts.isFunctionLike)
  return from && 'body' in from ? { kind: 'returned', from } : { kind: 'escapes', to: 'a return' }
}

/** A list of handlers is looked at as a whole; any other array may be called from anywhere. */
function useInArray(list: ts.ArrayLiteralExpression): ValueUse {
  const { parent } = outermost(list)
  return ts.isCallExpression(parent) ? { kind: 'argument', call: parent, argument: list } : { kind: 'escapes', to: 'an array' }
}

const harmless = new Set([
  ts.SyntaxKind.ExpressionStatement, ts.SyntaxKind.TypeOfExpression, ts.SyntaxKind.PrefixUnaryExpression, ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.WhileStatement, ts.SyntaxKind.VoidExpression, ts.SyntaxKind.TypeQuery, ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression, ts.SyntaxKind.SourceFile, ts.SyntaxKind.Block, ts.SyntaxKind.ModuleBlock,
  ts.SyntaxKind.ObjectLiteralExpression,
])

function useElsewhere(parent: ts.Node): ValueUse {
  if (harmless.has(parent.kind)) return { kind: 'harmless' }
  if (ts.isVariableDeclaration(parent)) return { kind: 'harmless' }
  if (ts.isSpreadElement(parent)) return { kind: 'escapes', to: 'a spread' }
  if (ts.isDecorator(parent)) return { kind: 'escapes', to: 'a decorator' }
  if (ts.isJsxExpression(parent)) return { kind: 'escapes', to: 'JSX' }
  return { kind: 'escapes', to: 'code that cannot be followed' }
}
