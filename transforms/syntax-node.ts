import type { Span } from '../src/model/ids.js'

const notSyntax = new Set([
  'loc', 'extra', 'tokens', 'comments', 'errors', 'leadingComments', 'innerComments', 'trailingComments',
])

type RawNode = Record<string, unknown> & Span & { type: string }

/** A node of Babel's tree that knows its parent; its span is without surrounding parentheses. */
export class SyntaxNode implements Span {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly children: SyntaxNode[]

  private constructor(
    private readonly raw: RawNode,
    readonly parent: SyntaxNode | undefined,
    /** The field of the parent that holds this node, alone or in a list. */
    readonly field: string,
  ) {
    this.type = raw.type
    this.start = raw.start
    this.end = raw.end
    this.children = Object.entries(raw).flatMap(([name, value]) =>
      notSyntax.has(name) ? [] : [value].flat().filter(isRawNode).map((child) => new SyntaxNode(child, this, name)))
  }

  /** Wraps what Babel's parser returned. */
  static from(parsed: unknown): SyntaxNode {
    if (!isRawNode(parsed)) throw new Error('The parser returned no syntax tree.')
    return new SyntaxNode(parsed, undefined, '')
  }

  is(...types: string[]): boolean {
    return types.includes(this.type)
  }

  child(field: string): SyntaxNode | undefined {
    return this.children.find((child) => child.field === field)
  }

  list(field: string): SyntaxNode[] {
    return this.children.filter((child) => child.field === field)
  }

  /** The length of a list, with the holes of `[, second]`. */
  count(field: string): number {
    const value = this.raw[field]
    return Array.isArray(value) ? value.length : 0
  }

  /** Whether a field that holds a boolean is true: `computed`, `async`, `shorthand`. */
  has(field: string): boolean {
    return this.raw[field] === true
  }

  /** A field that holds a string: `name`, `operator`, `kind`; empty where there is none. */
  string(field: string): string {
    const value = this.raw[field]
    return typeof value === 'string' ? value : ''
  }

  get isParenthesized(): boolean {
    const { extra } = this.raw
    return typeof extra === 'object' && extra !== null && 'parenthesized' in extra
  }

  /** Whether this names a member and no variable: `x` in `a.x`, `{ x: 1 }` and `Space.x`. */
  get isMemberName(): boolean {
    if (this.parent?.is('TSQualifiedName')) return this.field === 'right'
    return ['key', 'property'].includes(this.field) && !this.parent?.has('computed')
  }

  /** The nodes of the list that this one is in, itself included. */
  get siblings(): SyntaxNode[] {
    return this.parent?.list(this.field) ?? []
  }

  /** The nodes around this one, innermost first. */
  *ancestors(): Generator<SyntaxNode> {
    for (let node = this.parent; node; node = node.parent) yield node
  }

  /** This node and all below it; `enter` says whether to look inside a node. */
  *descendants(enter: (node: SyntaxNode) => boolean = () => true): Generator<SyntaxNode> {
    yield this
    for (const child of this.children) {
      if (enter(child)) yield* child.descendants(enter)
    }
  }

  /** Whether a span lies inside this node. */
  contains(span: Span): boolean {
    return this.start <= span.start && span.end <= this.end
  }
}

function isRawNode(value: unknown): value is RawNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
    && 'start' in value && typeof value.start === 'number' && 'end' in value && typeof value.end === 'number'
}
