// before: ids.map<User>((id) => …)                       ids.reduce<Sums>((sums, id) => …, {})
// after:  mapAsync(ids, async (id): Promise<User> => …)  reduceAsync(ids, async (sums, id) => …, {} as Sums)

import type { CallbackMethod } from '../src/model/handovers.js'
import type { FileRewrite } from './file-rewrite.js'
import type { SyntaxNode } from './syntax-node.js'

/** Where `as` would not take all of the expression before it. */
const looseTypes = [
  'ArrowFunctionExpression', 'AssignmentExpression', 'BinaryExpression', 'ConditionalExpression', 'LogicalExpression',
  'SequenceExpression', 'YieldExpression',
]

/** Writes an array method's type argument where the helper, which has other type parameters, infers it from. */
export function keepTypeArgument(call: SyntaxNode, method: CallbackMethod, file: FileRewrite): void {
  const type = (call.child('typeParameters') ?? call.child('typeArguments'))?.child('params')
  const [callback, initial] = call.list('arguments')
  if (!type || !callback) return
  const text = file.tree.text(type)
  if (method === 'map') writeResultType(callback, text, file)
  if (method === 'flatMap') writeResultType(callback, `ReadonlyArray<${text}> | ${text}`, file)
  if (initial && ['reduce', 'reduceRight'].includes(method)) writeAssertion(initial, text, file)
}

function writeResultType(callback: SyntaxNode, type: string, { tree, edits }: FileRewrite): void {
  const body = callback.child('body')
  if (!callback.is('ArrowFunctionExpression', 'FunctionExpression') || !body || callback.child('returnType')) return
  const param = callback.list('params').at(-1)
  const head = param ?? callback.child('typeParameters')
  const isArrow = callback.is('ArrowFunctionExpression')
  const close = tree.tokenBefore(isArrow ? tree.tokenFrom(head?.end ?? callback.start, '=>').start : body.start)
  const isBare = close?.text !== ')'
  if (isBare && param) edits.open(param, '(')
  edits.after(close?.end ?? body.start, `${isBare ? ')' : ''}: Promise<${type}>`)
}

function writeAssertion(value: SyntaxNode, type: string, { edits }: FileRewrite): void {
  if (value.is('SpreadElement')) return
  const isLoose = value.is(...looseTypes)
  if (isLoose) edits.open(value, '(')
  edits.close(value, `${isLoose ? ')' : ''} as ${type}`)
}
