// before: expect(() => load(id)).toThrow(NotFound)
// after:  expect(load(id)).rejects.toThrow(NotFound)

import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { isPlainPath } from './receiver.js'
import type { SyntaxNode } from './syntax-node.js'
import { functionTypes } from './syntax-tree.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

/** Makes an expectation look at a promise in place of a function. */
export function expectPromise({ callback, takesFunction }: ChangeOf<'expect-promise'>, file: FileRewrite): void {
  const { tree, edits } = file
  const node = tree.node(callback)
  const isNegated = writeState(node, file)
  const only = onlyCall(node, file)
  if (only) {
    unwrap(node, only, file)
  } else if (!takesFunction || isNegated) {
    const isPlain = isPlainPath(node) || node.is('CallExpression')
    edits.open(node, isPlain ? '' : '(')
    edits.close(node, isPlain ? '()' : ')()')
  }
}

/** `.rejects` behind `expect(…)`, or `.resolves` where nothing is to be thrown. */
function writeState(callback: SyntaxNode, { tree, edits }: FileRewrite): boolean {
  const member = callback.parent?.parent
  const property = member?.child('property')
  const dot = property && tree.tokenBefore(property.start)
  if (!dot) throw new UnsupportedRewrite('This expectation has no matcher.', callback)
  const isNegated = property.string('name') === 'not'
  edits.after(dot.start, isNegated ? '.resolves' : '.rejects')
  return isNegated
}

/**
 * The call that is all that a callback does, when nothing that stands for its arguments can throw: it is one of an async
 * function, which never throws before it gives its promise.
 */
function onlyCall(callback: SyntaxNode, file: FileRewrite): SyntaxNode | undefined {
  const body = callback.is('ArrowFunctionExpression', 'FunctionExpression') ? callback.child('body') : undefined
  const call = body?.is('BlockStatement') ? soleExpression(body) : body
  if (!call?.is('CallExpression') || callback.list('params').length > 0) return undefined
  const outside = [{ start: callback.start, end: call.start }, { start: call.end, end: callback.end }]
  if (outside.some((span) => file.tree.commentsIn(span).length > 0)) return undefined
  const callee = call.child('callee')
  const isHarmless = callee !== undefined && isPlainPath(callee) && call.list('arguments').every(isHarmlessValue)
  const isRewritten = file.awaited.has(call) || call.list('arguments').some((argument) => file.inlined.has(argument))
  return isHarmless && !isRewritten && usesNothingOfItsOwn(callback) ? call : undefined
}

function soleExpression(body: SyntaxNode): SyntaxNode | undefined {
  const statements = body.list('body')
  const [statement] = statements
  if (statements.length !== 1 || body.list('directives').length > 0) return undefined
  if (statement?.is('ExpressionStatement')) return statement.child('expression')
  return statement?.is('ReturnStatement') ? statement.child('argument') : undefined
}

/** A function that is no arrow has a `this` and `arguments` of its own. */
function usesNothingOfItsOwn(callback: SyntaxNode): boolean {
  const own = [...callback.descendants((node) => !node.is('FunctionExpression', 'ObjectMethod', 'ClassBody'))]
  return callback.is('ArrowFunctionExpression') || !own.some((node) => node.is('ThisExpression') || node.string('name') === 'arguments')
}

const containers = ['ArrayExpression', 'ObjectExpression', 'ObjectProperty', 'TemplateLiteral', 'TemplateElement', 'TSAsExpression', 'TSNonNullExpression']

function isHarmlessValue(node: SyntaxNode): boolean {
  if (node.is(...functionTypes) || /Literal$/.test(node.type) && !node.is('TemplateLiteral') || isPlainPath(node)) return true
  if (node.is('UnaryExpression')) return node.children.every(isHarmlessValue)
  return node.is(...containers) && node.children.every((child) => child.field === 'typeAnnotation' || isHarmlessValue(child))
}

/** Leaves the call alone in the callback's place. */
function unwrap(callback: SyntaxNode, call: SyntaxNode, file: FileRewrite): void {
  file.inlined.add(callback)
  file.awaited.add(call)
  file.edits.replace({ start: callback.start, end: call.start }, '')
  file.edits.replace({ start: call.end, end: callback.end }, '')
}
