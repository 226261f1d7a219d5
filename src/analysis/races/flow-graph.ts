import { ts } from 'ts-morph'

/**
 * What a function evaluates, in the order in which it does, with all ways from one to the next. Callbacks that a call runs before it
 * returns are part of it; other functions are not.
 */
export interface FlowGraph {
  /** Reads, writes, calls and waits; the first stands for the function's start. */
  readonly nodes: readonly ts.Node[]
  readonly next: readonly (readonly number[])[]
}

/** The array methods that run their callback before they return. */
const callingBack = new Set([
  'forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'reduce', 'reduceRight', 'sort', 'toSorted',
])

/** The function that a call runs before it returns: a callback of an array method, or the callee itself. */
export function runAtOnce(node: ts.Node): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false
  const isAsync = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false
  const { parent } = node
  if (isAsync || node.asteriskToken) return false
  if (ts.isParenthesizedExpression(parent)) return ts.isCallExpression(parent.parent) && parent.parent.expression === parent
  return ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression) && callingBack.has(parent.expression.name.text) && parent.arguments[0] === node
}

/** Follows a function's control flow; `body` is its body, or the expression of an arrow. */
export function flowOf(body: ts.Node): FlowGraph {
  const builder = new FlowBuilder()
  builder.run(body)
  return builder
}

/** Where `break` and `continue` go. */
interface Jumps {
  label?: string
  isLoop: boolean
  breaks: number[]
  continues: number[]
}

class FlowBuilder implements FlowGraph {
  readonly nodes: ts.Node[] = []
  readonly next: number[][] = []
  /** What the next node follows. */
  #open: number[] = []
  #jumps: Jumps[] = []
  /** Collect what returns, innermost last: of an inlined callback, or of a `try` whose `finally` comes first. */
  #returns: number[][] = [[]]
  /** Collect what may throw. */
  #throwing: number[][] = []

  run(body: ts.Node): void {
    this.#emit(body)
    this.#visit(body)
  }

  #emit(node: ts.Node): number {
    const id = this.nodes.push(node) - 1
    this.next.push([])
    this.#connect(this.#open, id)
    this.#open = [id]
    for (const list of this.#throwing) list.push(id)
    return id
  }

  #connect(from: readonly number[], to: number): void {
    for (const id of from) if (!this.next[id]?.includes(to)) this.next[id]?.push(to)
  }

  /** Both ways lead on. */
  #either(first: () => void, second: () => void): void {
    const start = this.#open
    first()
    const end = this.#open
    this.#open = start
    second()
    this.#open = [...new Set([...end, ...this.#open])]
  }

  #maybe(run: () => void): void {
    this.#either(run, () => undefined)
  }

  #visit(node: ts.Node | undefined): void {
    if (!node || ts.isTypeNode(node) || ts.isFunctionLike(node) || ts.isClassLike(node)) return
    if (this.#visitStatement(node)) return
    if (this.#visitExpression(node)) return
    this.#visitChildren(node)
  }

  #visitChildren(node: ts.Node): void {
    node.forEachChild((child) => { this.#visit(child) })
  }

  #visitStatement(node: ts.Node): boolean {
    if (ts.isIfStatement(node)) {
      this.#visit(node.expression)
      this.#either(() => { this.#visit(node.thenStatement) }, () => { this.#visit(node.elseStatement) })
    } else if (ts.isWhileStatement(node)) this.#loop(node, { before: node.expression, body: node.statement })
    else if (ts.isDoStatement(node)) this.#loop(node, { body: node.statement, after: node.expression })
    else if (ts.isForStatement(node)) {
      this.#visit(node.initializer)
      this.#loop(node, { before: node.condition, body: node.statement, after: node.incrementor })
    } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      this.#visit(node.expression)
      this.#loop(node, { before: node.initializer, body: node.statement })
    } else if (ts.isSwitchStatement(node)) this.#switch(node)
    else if (ts.isTryStatement(node)) this.#try(node)
    else if (ts.isLabeledStatement(node)) this.#labelled(node)
    else if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) {
      this.#visit(node.expression)
      this.#emit(node)
      if (ts.isReturnStatement(node)) this.#returns.at(-1)?.push(...this.#open)
      this.#open = []
    } else if (ts.isBreakOrContinueStatement(node)) this.#jump(node)
    else return false
    return true
  }

  #loop(loop: ts.Node, { before, body, after }: { before?: ts.Node | undefined; body: ts.Node; after?: ts.Node | undefined }): void {
    const head = this.#emit(loop)
    this.#visit(before)
    const ends = ts.isDoStatement(loop) || (ts.isForStatement(loop) && !before) ? [] : this.#open
    const jumps = this.#jumpsOf(loop, true)
    this.#jumps.push(jumps)
    this.#visit(body)
    this.#jumps.pop()
    this.#open = [...this.#open, ...jumps.continues]
    if (this.#open.length > 0) this.#visit(after)
    this.#connect(this.#open, head)
    this.#open = [...new Set([...ends, ...jumps.breaks, ...(ts.isDoStatement(loop) ? this.#open : [])])]
  }

  #jumpsOf({ parent }: ts.Node, isLoop: boolean): Jumps {
    return { isLoop, breaks: [], continues: [], ...(ts.isLabeledStatement(parent) && { label: parent.label.text }) }
  }

  #labelled(node: ts.LabeledStatement): void {
    if (ts.isIterationStatement(node.statement, false)) {
      this.#visit(node.statement)
      return
    }
    const jumps: Jumps = { label: node.label.text, isLoop: false, breaks: [], continues: [] }
    this.#jumps.push(jumps)
    this.#visit(node.statement)
    this.#jumps.pop()
    this.#open = [...this.#open, ...jumps.breaks]
  }

  #jump(node: ts.BreakOrContinueStatement): void {
    const isBreak = ts.isBreakStatement(node)
    const target = this.#jumps.findLast(({ label, isLoop }) => (node.label ? label === node.label.text : isLoop || (isBreak && label === undefined)))
    ;(isBreak ? target?.breaks : target?.continues)?.push(...this.#open)
    this.#open = []
  }

  #switch(node: ts.SwitchStatement): void {
    this.#visit(node.expression)
    const jumps = this.#jumpsOf(node, false)
    this.#jumps.push(jumps)
    let tests = this.#open
    let fallen: number[] = []
    for (const clause of node.caseBlock.clauses) {
      this.#open = tests
      if (ts.isCaseClause(clause)) this.#visit(clause.expression)
      tests = this.#open
      this.#open = [...tests, ...fallen]
      clause.statements.forEach((statement) => { this.#visit(statement) })
      fallen = this.#open
    }
    this.#jumps.pop()
    const hasDefault = node.caseBlock.clauses.some(ts.isDefaultClause)
    this.#open = [...new Set([...fallen, ...jumps.breaks, ...(hasDefault ? [] : tests)])]
  }

  /** Whatever runs in the block may throw, and what returns from it passes through `finally`. */
  #try(node: ts.TryStatement): void {
    const returns: number[] = []
    const thrown: number[] = [...this.#open]
    if (node.finallyBlock) this.#returns.push(returns)
    this.#throwing.push(thrown)
    this.#visit(node.tryBlock)
    if (node.catchClause) {
      const end = this.#open
      const outcome = [...new Set(thrown)]
      this.#throwing.pop()
      if (node.finallyBlock) this.#throwing.push(thrown)
      this.#open = outcome
      this.#visit(node.catchClause.block)
      this.#open = [...new Set([...end, ...this.#open])]
      if (node.finallyBlock) this.#throwing.pop()
    } else this.#throwing.pop()
    if (!node.finallyBlock) return
    this.#returns.pop()
    const completes = this.#open.length > 0
    this.#open = [...new Set([...this.#open, ...returns, ...thrown])]
    this.#visit(node.finallyBlock)
    if (returns.length > 0) this.#returns.at(-1)?.push(...this.#open)
    if (!completes) this.#open = []
  }

  #visitExpression(node: ts.Node): boolean {
    if (ts.isBinaryExpression(node)) this.#binary(node)
    else if (ts.isConditionalExpression(node)) {
      this.#visit(node.condition)
      this.#either(() => { this.#visit(node.whenTrue) }, () => { this.#visit(node.whenFalse) })
    } else if (ts.isCallExpression(node)) this.#call(node)
    else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) this.#unary(node)
    else if (ts.isDeleteExpression(node)) this.#target(node.expression, node)
    else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) this.#target(node, node)
    else if (ts.isIdentifier(node)) this.#emit(node)
    else if (ts.isAwaitExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) {
      this.#visitChildren(node)
      this.#emit(node)
    } else if (ts.isVariableDeclaration(node)) {
      this.#visit(node.initializer)
      if (!ts.isIdentifier(node.name)) this.#visit(node.name)
    } else if (ts.isBindingElement(node)) {
      this.#emit(node)
      if (node.initializer) this.#maybe(() => { this.#visit(node.initializer) })
      if (!ts.isIdentifier(node.name)) this.#visit(node.name)
    } else if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) this.#visit(node.name.expression)
      this.#visit(node.initializer)
    } else return false
    return true
  }

  #binary(node: ts.BinaryExpression): void {
    const { left, right, operatorToken: { kind } } = node
    if (shortCircuits.has(kind)) {
      this.#visit(left)
      this.#maybe(() => { this.#visit(right) })
    } else if (logicalAssignments.has(kind)) {
      this.#target(left, left)
      this.#maybe(() => { this.#visit(right); this.#emit(node) })
    } else if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) {
      this.#target(left, kind === ts.SyntaxKind.EqualsToken ? undefined : left)
      this.#visit(right)
      this.#emit(node)
    } else this.#visitChildren(node)
  }

  #unary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): void {
    const isStep = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken
    if (isStep) this.#target(node.operand, node)
    else this.#visit(node.operand)
  }

  /** The parts of a path that are evaluated before it is read or written; `event` is what happens to it then. */
  #target(path: ts.Node, event: ts.Node | undefined): void {
    if (ts.isPropertyAccessExpression(path) || ts.isElementAccessExpression(path)) {
      this.#target(path.expression, undefined)
      if (ts.isElementAccessExpression(path)) this.#visit(path.argumentExpression)
    } else if (ts.isParenthesizedExpression(path) || ts.isNonNullExpression(path) || ts.isAsExpression(path)) this.#target(path.expression, undefined)
    else if (!ts.isIdentifier(path)) this.#visit(path)
    if (event) this.#emit(event)
  }

  #call(node: ts.CallExpression): void {
    const { expression: callee } = node
    const inlined = [...node.arguments, ts.isParenthesizedExpression(callee) ? callee.expression : callee].filter(runAtOnce)
    // The receiver is read before the arguments are, what is in it is looked at when the call runs.
    const receiver = isPath(callee) ? callee.expression : undefined
    if (receiver && (isPath(receiver) || ts.isIdentifier(receiver))) {
      this.#target(receiver, receiver)
      if (ts.isElementAccessExpression(callee)) this.#visit(callee.argumentExpression)
    } else this.#target(callee, undefined)
    for (const argument of node.arguments) this.#visit(argument)
    for (const callback of inlined) if (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) this.#inline(callback)
    this.#emit(node)
  }

  /** Runs never, once, or again and again. */
  #inline(callback: ts.ArrowFunction | ts.FunctionExpression): void {
    const head = this.#emit(callback)
    const returns: number[] = []
    const jumps = this.#jumps
    this.#jumps = []
    this.#returns.push(returns)
    this.#visit(callback.body)
    this.#returns.pop()
    this.#jumps = jumps
    this.#connect([...this.#open, ...returns], head)
    this.#open = [head]
  }
}

function isPath(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
}

const shortCircuits = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken])
const logicalAssignments = new Set([
  ts.SyntaxKind.AmpersandAmpersandEqualsToken, ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken,
])
