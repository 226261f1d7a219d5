import type { Span } from '../src/model/ids.js'
import { languageOf, parseSource } from './parse-source.js'
import { SyntaxNode } from './syntax-node.js'
import { UnsupportedRewrite } from './unsupported-rewrite.js'

interface Token extends Span {
  text: string
}

/** A file's text and tree, with the lookups that a change's spans ask for. */
export class SyntaxTree {
  readonly program: SyntaxNode
  private readonly nodes = new Map<string, SyntaxNode[]>()
  private readonly statements = new Map<number, SyntaxNode>()
  private readonly tokens: Token[] = []
  private readonly comments: Token[] = []

  constructor(readonly source: string, readonly file: string) {
    const parsed = parseSource(source, file)
    const root = SyntaxNode.from(parsed)
    this.program = root.child('program') ?? root
    for (const node of this.program.children.flatMap((child) => [...child.descendants()])) {
      const key = keyOf(node)
      this.nodes.set(key, [...this.nodes.get(key) ?? [], node])
      if (node.is('ExpressionStatement')) this.statements.set(node.start, node)
    }
    for (const token of tokensOf(parsed)) {
      const isComment = typeof token.type === 'string'
      if (token.end > token.start) (isComment ? this.comments : this.tokens).push({ ...token, text: this.text(token) })
    }
  }

  get isTypeScript(): boolean {
    return languageOf(this.file) !== 'babylon'
  }

  text(span: Span): string {
    return this.source.slice(span.start, span.end)
  }

  /** The nodes with exactly this span, outermost first. */
  at(span: Span): SyntaxNode[] {
    return this.nodes.get(keyOf(span)) ?? []
  }

  /** The outermost node with exactly this span and, if any are given, of one of these types. */
  node(span: Span, ...types: string[]): SyntaxNode {
    const found = this.at(span).find((node) => types.length === 0 || node.is(...types))
    if (!found) throw new UnsupportedRewrite(`There is no ${types[0] ?? 'node'} at ${span.start}–${span.end}.`, span)
    return found
  }

  /** A tagged template is a call of its tag. */
  call(span: Span): SyntaxNode {
    return this.node(span, 'CallExpression', 'OptionalCallExpression', 'TaggedTemplateExpression')
  }

  /** An arrow is found by its whole span, any other function by its body's, a signature by its own. */
  function(span: Span): SyntaxNode {
    const nodes = this.at(span)
    const body = nodes.find((node) => node.is('BlockStatement') && node.field === 'body' && node.parent?.is(...functionTypes))
    return nodes.find((node) => node.is('ArrowFunctionExpression')) ?? body?.parent ?? this.node(span)
  }

  /** The last token that ends at or before an offset. */
  tokenBefore(offset: number): Token | undefined {
    return this.tokens[this.firstTokenFrom(offset) - 1]
  }

  /** The first token that starts at or after an offset. */
  tokenAfter(offset: number): Token | undefined {
    return this.tokens[this.firstTokenFrom(offset)]
  }

  /** The first token of this text at or after an offset. */
  tokenFrom(offset: number, text: string): Token {
    const token = this.tokens.slice(this.firstTokenFrom(offset)).find((candidate) => candidate.text === text)
    if (!token) throw new UnsupportedRewrite(`There is no "${text}" after ${offset}.`, { start: offset, end: offset })
    return token
  }

  /** The end of what a node wrote on purpose: the `;` that opens the next line is not its own. */
  endOf(node: SyntaxNode): number {
    const last = this.tokenBefore(node.end)
    const previous = last && this.tokenBefore(last.start)
    const opensLine = last?.text === ';' && previous && this.source.slice(previous.end, last.start).includes('\n')
    return opensLine ? previous.end : node.end
  }

  /** Where a new line can be inserted after an offset: behind a comment that ends the line, unless code follows. */
  endOfLine(offset: number): number {
    const newline = /\r?\n|$/.exec(this.source.slice(offset))
    const end = offset + (newline?.index ?? 0)
    const next = this.tokenAfter(offset)
    const opensBlockComment = this.comments.some((comment) =>
      comment.start >= offset && comment.start < end && comment.end > end)
    return (next && next.start < end) || opensBlockComment ? offset : end
  }

  /** The white space that begins the line of an offset. */
  indentAt(offset: number): string {
    const line = this.source.lastIndexOf('\n', offset - 1) + 1
    return /^[ \t]*/.exec(this.source.slice(line, offset))?.[0] ?? ''
  }

  /** Whether nothing but white space stands before an offset in its line. */
  startsLine(offset: number): boolean {
    const line = this.source.lastIndexOf('\n', offset - 1) + 1
    return this.source.slice(line, offset).trim() === ''
  }

  /** The comment that ends right before an offset. */
  commentBefore(offset: number): Token | undefined {
    return this.comments.find(({ end }) => end <= offset && this.source.slice(end, offset).trim() === '')
  }

  commentsIn(span: Span): string[] {
    return this.comments.filter((comment) => span.start <= comment.start && comment.end <= span.end).map(({ text }) => text)
  }

  /** Whether a statement starts here whose first line would run on from the one before, if it began with `(`. */
  isOpenBefore(offset: number): boolean {
    const statement = this.statements.get(offset)
    if (!statement?.parent) return false
    const siblings = statement.siblings
    const previous = siblings[siblings.indexOf(statement) - 1]
      ?? (siblings[0] === statement ? statement.parent.list('directives').at(-1) : undefined)
    return previous !== undefined && this.tokenBefore(offset)?.text !== ';' && !isClosedByBrace(previous)
  }

  private firstTokenFrom(offset: number): number {
    let low = 0
    let high = this.tokens.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.tokens[middle]?.start ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The types of the functions that have a body. */
export const functionTypes = [
  'ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration', 'ObjectMethod', 'ClassMethod', 'ClassPrivateMethod',
]

function keyOf(span: Span): string {
  return `${span.start}-${span.end}`
}

function tokensOf(parsed: unknown): (Span & { type: unknown })[] {
  const tokens: unknown = typeof parsed === 'object' && parsed !== null && 'tokens' in parsed ? parsed.tokens : undefined
  return Array.isArray(tokens) ? tokens.filter(isToken) : []
}

function isToken(value: unknown): value is Span & { type: unknown } {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}

function isClosedByBrace(statement: SyntaxNode): boolean {
  const inner = statement.child('alternate') ?? statement.child('consequent') ?? statement.child('body')
  switch (statement.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'BlockStatement':
    case 'TryStatement':
    case 'SwitchStatement':
    case 'DoWhileStatement':
    case 'TSInterfaceDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return true
    case 'IfStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'LabeledStatement':
      return inner !== undefined && isClosedByBrace(inner)
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration': {
      const declaration = statement.child('declaration')
      return declaration !== undefined && isClosedByBrace(declaration)
    }
    default:
      return false
  }
}
