import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'

/** How a file is written, for the text that is added to it. */
export interface Style {
  quote: '"' | '\''
  semicolons: boolean
  indent: string
  eol: '\n' | '\r\n'
  /** Built-in modules are imported as `node:fs`. */
  nodePrefix: boolean
  /** Loops over a single statement go without braces. */
  bareBodies: boolean
}

/** Reads a file's habits off its text. */
export function detectStyle(tree: SyntaxTree): Style {
  const nodes = [...tree.program.descendants()]
  const imported = nodes.filter((node) => node.is('StringLiteral') && isModuleName(node, tree))
  const inCode = nodes.filter((node) => node.is('StringLiteral') && !node.parent?.is('JSXAttribute'))
  const strings = imported.length > 0 ? imported : inCode
  return {
    quote: isCommon(strings, (node) => tree.source[node.start] === '"') ? '"' : '\'',
    semicolons: !isCommon(nodes.filter(mayEndInSemicolon), (node) => tree.source[tree.endOf(node) - 1] !== ';'),
    indent: /^(\t| +)[^\s*]/m.exec(tree.source)?.[1] ?? '  ',
    eol: tree.source.includes('\r\n') ? '\r\n' : '\n',
    nodePrefix: imported.some((node) => node.string('value').startsWith('node:')),
    bareBodies: nodes.some(isBareBody),
  }
}

/** Writes a string literal in the file's quotes. */
export function quoted(text: string, style: Style): string {
  return style.quote + text + style.quote
}

/** The file's statement end: `;` or nothing. */
export function semicolon(style: Style): string {
  return style.semicolons ? ';' : ''
}

function isCommon(nodes: SyntaxNode[], test: (node: SyntaxNode) => boolean): boolean {
  return nodes.filter(test).length * 2 > nodes.length
}

function isModuleName(node: SyntaxNode, tree: SyntaxTree): boolean {
  if (node.field === 'source' || node.parent?.is('TSExternalModuleReference')) return true
  const callee = node.parent?.child('callee')
  return callee !== undefined && tree.text(callee) === 'require'
}

function mayEndInSemicolon(node: SyntaxNode): boolean {
  return node.is('ExpressionStatement', 'ImportDeclaration', 'ReturnStatement', 'ThrowStatement')
    || (node.is('VariableDeclaration') && node.field === 'body')
}

function isBareBody(node: SyntaxNode): boolean {
  return node.parent?.is('ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement') === true
    && node.field === 'body' && !node.is('BlockStatement')
}
