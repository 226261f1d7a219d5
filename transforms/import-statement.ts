import { changeElements } from './element-list.js'
import type { ListContext } from './element-list.js'
import type { SyntaxNode } from './syntax-node.js'

/** What happens to a statement that imports. */
export interface ImportChange {
  /** The specifiers, properties or declarators whose names nothing uses any more. */
  removed: SyntaxNode[]
  /** New names for the list that `beside` is in. */
  added: { beside: SyntaxNode; text: string }[]
  /** New statements that follow it, or take its place when nothing of it is left. */
  behind: string[]
}

/** Edits a statement that imports; one of which nothing is left goes with its line. */
export function editImportStatement(statement: SyntaxNode, change: ImportChange, context: ListContext): void {
  const isGone = change.added.length === 0 && partsOf(statement).every((part) => isRemoved(part, change))
  if (isGone) {
    replaceStatement(statement, change.behind, context)
    return
  }
  if (statement.is('ImportDeclaration')) editSpecifiers(statement, change, context)
  else editDeclarators(statement, change, context)
  insertStatementsBehind(statement, change.behind, context)
}

/** Writes statements on the lines after another. */
export function insertStatementsBehind(statement: SyntaxNode, texts: string[], { tree, edits, eol }: ListContext): void {
  const indent = tree.indentAt(statement.start)
  for (const text of texts) edits.after(tree.endOfLine(tree.endOf(statement)), eol + indent + text)
}

function partsOf(statement: SyntaxNode): SyntaxNode[] {
  const parts = [...statement.list('specifiers'), ...statement.list('declarations')]
  return parts.length > 0 ? parts : [statement]
}

function isRemoved(part: SyntaxNode, { removed, added }: ImportChange): boolean {
  const properties = part.child('id')?.list('properties') ?? []
  const isEmptied = properties.length > 0 && properties.every((property) => removed.includes(property))
  return removed.includes(part) || (isEmptied && !added.some(({ beside }) => properties.includes(beside)))
}

function replaceStatement(statement: SyntaxNode, texts: string[], { tree, edits, eol }: ListContext): void {
  const end = tree.endOf(statement)
  if (texts.length > 0) {
    edits.replace({ start: statement.start, end }, texts.join(eol + tree.indentAt(statement.start)))
    return
  }
  const lineEnd = /^[ \t]*(\r?\n|$)/.exec(tree.source.slice(end))
  const isAlone = lineEnd !== null && tree.startsLine(statement.start)
  const start = isAlone ? statement.start - tree.indentAt(statement.start).length : statement.start
  edits.replace({ start, end: end + (isAlone ? lineEnd[0].length : 0) }, '')
}

function editSpecifiers(statement: SyntaxNode, change: ImportChange, context: ListContext): void {
  const { tree, edits } = context
  const named = statement.list('specifiers').filter((specifier) => specifier.is('ImportSpecifier'))
  const whole = statement.list('specifiers').find((specifier) => !specifier.is('ImportSpecifier'))
  const last = named.at(-1)
  if (whole && last && change.removed.includes(whole)) {
    edits.replace({ start: whole.start, end: tree.tokenFrom(whole.end, '{').start }, '')
  }
  if (whole && last && change.added.length === 0 && named.every((specifier) => change.removed.includes(specifier))) {
    edits.replace({ start: whole.end, end: tree.tokenFrom(last.end, '}').end }, '')
  } else editElements(named, change, context)
}

function editDeclarators(statement: SyntaxNode, change: ImportChange, context: ListContext): void {
  const declarators = statement.list('declarations')
  const removed = declarators.filter((declarator) => isRemoved(declarator, change))
  for (const declarator of declarators.filter((other) => !removed.includes(other))) {
    editElements(declarator.child('id')?.list('properties') ?? [], change, context)
  }
  changeElements(declarators, { removed, added: [] }, context)
}

function editElements(elements: SyntaxNode[], { removed, added }: ImportChange, context: ListContext): void {
  changeElements(elements, {
    removed: removed.filter((element) => elements.includes(element)),
    added: added.filter(({ beside }) => elements.includes(beside)),
  }, context)
}
