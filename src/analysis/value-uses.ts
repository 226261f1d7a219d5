import { ts } from 'ts-morph'
import { outermost } from './syntax.js'
import type { Step } from './value.js'

export type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression

/** What becomes of an expression's value, as far as the syntax around it tells. */
export type ValueUse =
  | { kind: 'called'; call: ts.CallExpression | ts.TaggedTemplateExpression }
  | { kind: 'constructed'; call: ts.NewExpression }
  | { kind: 'argument'; call: ts.CallExpression | ts.NewExpression; argument: ts.Expression }
  | { kind: 'member'; access: Access }
  /** `const x = value`, `(x = value) => …`, `for (const x of value)`: the name that holds it from here on, or its elements. */
  | { kind: 'bound'; name: ts.BindingName; each?: true }
  | { kind: 'field'; field: ts.PropertyDeclaration }
  | { kind: 'property'; property: ts.PropertyAssignment }
  | { kind: 'assigned'; target: ts.Expression; assignment: ts.BinaryExpression }
  | { kind: 'each-assigned'; target: ts.Expression }
  | { kind: 'returned'; from: ts.FunctionLikeDeclaration; step: Step[] }
  | { kind: 'default-export'; by: ts.ExportAssignment }
  | { kind: 'decorates'; member: ts.Node }
  /** The value of this larger expression may be the same, or hold it behind a step. */
  | { kind: 'passed-through'; as: ts.Node; step?: Step }
  | { kind: 'extended'; by: ts.ClassLikeDeclaration }
  | { kind: 'harmless' }
  | { kind: 'escapes'; to: string }

/** Looks one step outward from an expression that denotes a function, or something that holds one. */
export function useOfValue(expression: ts.Node): ValueUse {
  const value = outermost(expression)
  const { parent } = value
  if (ts.isCallExpression(parent)) {
    if (parent.expression === value) return { kind: 'called', call: parent }
    return { kind: 'argument', call: parent, argument: value as ts.Expression }
  }
  if (ts.isNewExpression(parent)) {
    if (parent.expression === value) return { kind: 'constructed', call: parent }
    return { kind: 'argument', call: parent, argument: value as ts.Expression }
  }
  if (ts.isTaggedTemplateExpression(parent)) return { kind: 'called', call: parent }
  if (ts.isPropertyAccessExpression(parent)) return { kind: 'member', access: parent }
  if (ts.isElementAccessExpression(parent)) return parent.expression === value ? { kind: 'member', access: parent } : { kind: 'harmless' }
  if (ts.isBinaryExpression(parent)) return useInBinary(parent, value)
  return useInLiteral(parent, value) ?? useInBinding(parent, value) ?? useInFlow(parent, value) ?? useElsewhere(parent)
}

function useInBinary(binary: ts.BinaryExpression, value: ts.Node): ValueUse {
  const operator = binary.operatorToken.kind
  const isRight = binary.right === value
  if (assignments.has(operator)) return isRight ? { kind: 'assigned', target: binary.left, assignment: binary } : { kind: 'harmless' }
  if (operator === ts.SyntaxKind.CommaToken) return isRight ? { kind: 'passed-through', as: binary } : { kind: 'harmless' }
  return choices.has(operator) ? { kind: 'passed-through', as: binary } : { kind: 'harmless' }
}

const assignments = new Set([
  ts.SyntaxKind.EqualsToken, ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken, ts.SyntaxKind.AmpersandAmpersandEqualsToken,
])
const choices = new Set([ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.AmpersandAmpersandToken])

function useInLiteral(parent: ts.Node, value: ts.Node): ValueUse | undefined {
  if (ts.isArrayLiteralExpression(parent)) return { kind: 'passed-through', as: parent, step: '[]' }
  if (ts.isPropertyAssignment(parent)) return parent.initializer === value ? { kind: 'property', property: parent } : { kind: 'harmless' }
  if (ts.isSpreadAssignment(parent)) return { kind: 'passed-through', as: parent.parent }
  if (!ts.isSpreadElement(parent)) return undefined
  const holder = parent.parent
  if (ts.isArrayLiteralExpression(holder)) return { kind: 'passed-through', as: holder }
  return ts.isCallExpression(holder) || ts.isNewExpression(holder) ? { kind: 'argument', call: holder, argument: parent } : undefined
}

function useInBinding(parent: ts.Node, value: ts.Node): ValueUse | undefined {
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) {
    return parent.initializer === value ? { kind: 'bound', name: parent.name } : { kind: 'harmless' }
  }
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === value ? { kind: 'field', field: parent } : { kind: 'harmless' }
  if (!ts.isForOfStatement(parent)) return undefined
  if (!ts.isVariableDeclarationList(parent.initializer)) return { kind: 'each-assigned', target: parent.initializer }
  const [declared] = parent.initializer.declarations
  return declared && { kind: 'bound', name: declared.name, each: true }
}

function useInFlow(parent: ts.Node, value: ts.Node): ValueUse | undefined {
  if (ts.isConditionalExpression(parent)) return parent.condition === value ? { kind: 'harmless' } : { kind: 'passed-through', as: parent }
  if (ts.isAwaitExpression(parent)) return { kind: 'passed-through', as: parent }
  if (ts.isReturnStatement(parent)) return useInReturn(parent, ['()'])
  if (ts.isYieldExpression(parent)) return useInReturn(parent, parent.asteriskToken ? ['()'] : ['()', '[]'])
  if (ts.isArrowFunction(parent)) return { kind: 'returned', from: parent, step: ['()'] }
  if (ts.isExportAssignment(parent)) return { kind: 'default-export', by: parent }
  if (!ts.isExpressionWithTypeArguments(parent) || !ts.isHeritageClause(parent.parent)) return undefined
  return ts.isClassLike(parent.parent.parent) ? { kind: 'extended', by: parent.parent.parent } : { kind: 'harmless' }
}

/** What a getter returns is there as soon as it is read. */
function useInReturn(statement: ts.Node, step: Step[]): ValueUse {
  const from = ts.findAncestor(statement, ts.isFunctionLike)
  if (!from || !('body' in from)) return { kind: 'escapes', to: 'a return' }
  return { kind: 'returned', from, step: ts.isGetAccessor(from) ? [] : step }
}

const harmless = new Set([
  ts.SyntaxKind.ExpressionStatement, ts.SyntaxKind.TypeOfExpression, ts.SyntaxKind.PrefixUnaryExpression, ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.WhileStatement, ts.SyntaxKind.DoStatement, ts.SyntaxKind.ForStatement, ts.SyntaxKind.ForInStatement, ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.CaseClause, ts.SyntaxKind.VoidExpression, ts.SyntaxKind.DeleteExpression, ts.SyntaxKind.TemplateSpan, ts.SyntaxKind.ComputedPropertyName,
  ts.SyntaxKind.TypeQuery, ts.SyntaxKind.ExpressionWithTypeArguments, ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression, ts.SyntaxKind.SourceFile,
  ts.SyntaxKind.Block, ts.SyntaxKind.ModuleBlock, ts.SyntaxKind.ObjectLiteralExpression,
])

function useElsewhere(parent: ts.Node): ValueUse {
  if (harmless.has(parent.kind)) return { kind: 'harmless' }
  if (ts.isDecorator(parent)) return { kind: 'decorates', member: parent.parent }
  if (ts.isJsxExpression(parent)) return { kind: 'escapes', to: 'JSX' }
  return { kind: 'escapes', to: 'code that cannot be followed' }
}
