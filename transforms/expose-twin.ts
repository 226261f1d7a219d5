// before: module.exports = { load }
// after:  module.exports = { load, loadAsync }

import { applyEdits } from '../src/apply/apply-edits.js'
import type { Rename } from '../src/model/plan.js'
import { insertAfterElement } from './element-list.js'
import type { ChangeOf, FileRewrite } from './file-rewrite.js'
import { insertStatementsBehind } from './import-statement.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'

type Exposure = ChangeOf<'expose-twin'>

/** Passes a twin's name on from module to module, beside the function's own name or in its place. */
export function exposeTwin(change: Exposure, file: FileRewrite): void {
  const { tree } = file
  const node = outermostAt(change, tree)
  const [from, to] = change.renames
  if (!from || !to) return
  switch (change.form) {
    case 'specifier':
      exposeElement(change, node, { text: aliased(from, to, ' as '), file })
      break
    case 'binding':
      exposeElement(change, node, { text: aliased(from, to, ': '), file })
      break
    case 'property':
      exposeElement(change, node, { text: renameIn(node, change.renames, tree), file })
      break
    case 'default-import':
      exposeDefault(change, node, { text: aliased(from, to, ' as '), file })
      break
    case 'variable':
      exposeStatement(node, renameIn(node, change.renames, tree), file)
      break
    case 'assignment':
      exposeStatement(node, assignmentText(node, change.renames, tree), file)
      break
    case 'module':
      exposeStatement(node, `module.exports.${to.twinName} = ${from.twinName}`, file)
      break
    case 'default-export':
      exposeStatement(node, `export { ${from.twinName} }`, file)
  }
}

interface Exposed {
  text: string
  file: FileRewrite
}

const elementTypes = ['ImportSpecifier', 'ExportSpecifier', 'ObjectProperty']

function outermostAt({ span }: Exposure, tree: SyntaxTree): SyntaxNode {
  const node = tree.node(span)
  if (node.is(...elementTypes) || !node.parent?.is(...elementTypes)) return node
  return node.parent
}

function aliased({ twinName }: Rename, to: Rename, joint: string): string {
  return twinName === to.twinName ? twinName : twinName + joint + to.twinName
}

function exposeElement(change: Exposure, element: SyntaxNode, { text, file }: Exposed): void {
  const { tree, edits } = file
  if (change.replaces && !isMentioned(change, element, file)) edits.replace({ start: element.start, end: tree.endOf(element) }, text)
  else insertAfterElement(element, text, { tree, edits, eol: file.parts.style.eol })
}

/** `import load from` → `import load, { loadAsync } from` */
function exposeDefault(change: Exposure, node: SyntaxNode, { text, file }: Exposed): void {
  const { tree, edits } = file
  const statement = [node, ...node.ancestors()].find((around) => around.is('ImportDeclaration'))
  const specifiers = statement?.list('specifiers') ?? []
  const named = specifiers.filter((specifier) => specifier.is('ImportSpecifier')).at(-1)
  const own = specifiers.find((specifier) => specifier.is('ImportDefaultSpecifier')) ?? node
  const isReplaced = change.replaces && !isMentioned(change, own, file)
  if (named && isReplaced) edits.replace({ start: own.start, end: tree.tokenFrom(own.end, '{').start }, '')
  if (named) insertAfterElement(named, text, { tree, edits, eol: file.parts.style.eol })
  else if (isReplaced) edits.replace(own, `{ ${text} }`)
  else edits.after(own.end, `, { ${text} }`)
}

function exposeStatement(node: SyntaxNode, text: string, { tree, edits, parts }: FileRewrite): void {
  const statement = [node, ...node.ancestors()].find((around) => around.field === 'body') ?? node
  const end = tree.text(statement).endsWith(';') && !text.endsWith(';') && tree.endOf(statement) === statement.end ? ';' : ''
  insertStatementsBehind(statement, [text + end], { tree, edits, eol: parts.style.eol })
}

/** `exports.a = exports.b = load` assigns one value to many names; each of them has a twin of its own. */
function assignmentText(node: SyntaxNode, renames: Rename[], tree: SyntaxTree): string {
  const target = node.child('expression')?.child('left') ?? node
  let value = target.parent?.child('right')
  while (value?.is('AssignmentExpression')) value = value.child('right')
  return `${renameIn(target, renames, tree)} = ${value ? renameIn(value, renames, tree) : ''}`
}

/** A node's text with every identifier of these names replaced. */
function renameIn(node: SyntaxNode, renames: Rename[], tree: SyntaxTree): string {
  const edits = new Map([...node.descendants()].flatMap((inner) => {
    const renamed = renames.find(({ name }) => inner.string('name') === name)
    return renamed ? [[inner.start, { start: inner.start - node.start, end: inner.start - node.start + renamed.name.length, text: renamed.twinName }] as const] : []
  }))
  return applyEdits(tree.source.slice(node.start, tree.endOf(node)), [...edits.values()].sort((a, b) => a.start - b.start))
}

/** Code that calls nothing may name the function all the same: `typeof load`, `load.name`. */
function isMentioned({ renames }: Exposure, element: SyntaxNode, file: FileRewrite): boolean {
  const local = renames.at(-1)?.name
  const mentions = [...file.tree.program.descendants((node) => node !== element)]
    .filter((node) => node.is('Identifier', 'JSXIdentifier') && node.string('name') === local && !node.isMemberName)
  return mentions.some((node) => !file.usesTwinAt(node))
}
