import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'

/** Whether a list may have holes, as far as its file shows: array methods pass over them, loops visit them as `undefined`. */
export function mayHaveHoles(list: SyntaxNode, tree: SyntaxTree): boolean {
  const text = tree.text(list)
  const isList = (node: SyntaxNode | undefined): boolean => node !== undefined && tree.text(node) === text
  return isWrittenWithHoles(list) || [...tree.program.descendants()].some((node) => {
    if (node.is('UnaryExpression') && node.string('operator') === 'delete') return isList(node.child('argument')?.child('object'))
    if (node.is('VariableDeclarator')) return isList(node.child('id')) && isWrittenWithHoles(node.child('init'))
    return node.is('AssignmentExpression') && isList(node.child('left')) && isWrittenWithHoles(node.child('right'))
  })
}

/** `[first, , third]`, `new Array(3)` */
function isWrittenWithHoles(node: SyntaxNode | undefined): boolean {
  if (!node) return false
  if (node.is('ArrayExpression')) return node.count('elements') > node.list('elements').length
  return node.is('NewExpression', 'CallExpression') && node.child('callee')?.string('name') === 'Array' && node.list('arguments').length === 1
}
