import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'

/** A name that an import or a `require` brings into a file. */
export interface ImportBinding {
  /** Without `node:`. */
  module: string
  /** As it is written. */
  source: string
  local: string
  /** The exported name, or `*` for the module as a whole. */
  imported: string
  /** The import or the variable statement. */
  statement: SyntaxNode
  /** What brings this one name in: a specifier, a property of a pattern, or a declarator. */
  element: SyntaxNode
  isTopLevel: boolean
  isType: boolean
}

/** Finds what a file imports, in all three spellings. */
export function findImportBindings(tree: SyntaxTree): ImportBinding[] {
  return [...tree.program.descendants()].flatMap((node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        return fromImport(node)
      case 'TSImportEqualsDeclaration':
        return fromImportEquals(node)
      case 'VariableDeclarator':
        return fromRequire(node, tree)
      default:
        return []
    }
  })
}

function fromImport(statement: SyntaxNode): ImportBinding[] {
  const source = statement.child('source')?.string('value') ?? ''
  return statement.list('specifiers').map((element) => ({
    ...inStatement(statement, source),
    element,
    local: nameOf(element.child('local')),
    imported: element.is('ImportSpecifier') ? nameOf(element.child('imported')) : '*',
    isType: [statement, element].some((node) => ['type', 'typeof'].includes(node.string('importKind'))),
  }))
}

function fromImportEquals(statement: SyntaxNode): ImportBinding[] {
  const source = statement.child('moduleReference')?.child('expression')?.string('value')
  const local = nameOf(statement.child('id'))
  return source ? [{ ...inStatement(statement, source), element: statement, local, imported: '*', isType: false }] : []
}

function fromRequire(declarator: SyntaxNode, tree: SyntaxTree): ImportBinding[] {
  const { parent: statement } = declarator
  const init = declarator.child('init')
  const member = init?.is('MemberExpression') && !init.has('computed') ? nameOf(init.child('property')) : undefined
  const call = member === undefined ? init : init?.child('object')
  const callee = call?.child('callee')
  const source = call?.child('arguments')?.string('value')
  if (!statement || !callee || !source || tree.text(callee) !== 'require') return []
  const base = { ...inStatement(statement, source), isType: false }
  const id = declarator.child('id')
  if (!id?.is('ObjectPattern')) return [{ ...base, element: declarator, local: nameOf(id), imported: member ?? '*' }]
  if (member !== undefined) return []
  return id.list('properties').map((element) =>
    ({ ...base, element, local: nameOf(element.child('value')), imported: nameOf(element.child('key')) }))
}

function inStatement(statement: SyntaxNode, source: string) {
  return { statement, source, module: withoutNodePrefix(source), isTopLevel: statement.parent?.is('Program') === true }
}

function nameOf(node: SyntaxNode | undefined): string {
  return node?.string('name') ?? ''
}

/** How a file imports the first of the project's own modules, which shows whether extensions are written; undefined where it imports none. */
export function ownImportIn(tree: SyntaxTree): string | undefined {
  return findImportBindings(tree).find(({ source }) => source.startsWith('.'))?.source
}

/** `node:fs` → `fs` */
export function withoutNodePrefix(module: string): string {
  return module.replace(/^node:/, '')
}
