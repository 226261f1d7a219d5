import { ts } from 'ts-morph'
import { alwaysLeaves, statementsOf } from '../blocks/leaving.js'
import { changedTarget, rootOf } from '../blocks/purity.js'
import { allNodes, isIn } from '../blocks/references.js'
import type { Symbols } from '../symbols.js'
import { innermost } from '../syntax.js'
import { runAtOnce } from './flow-graph.js'

/** A condition that decides whether a node runs, and how it has to come out; undefined where that is not known. */
export interface Test {
  expression: ts.Expression
  outcome: boolean | undefined
}

/** Says what the values and the steps of one function depend on, through its own variables. */
export class Dependence {
  /** Where the values of local variables come from. */
  #definitions: Map<ts.Node, ts.Node[]> | undefined

  constructor(private readonly body: ts.Node, private readonly symbols: Symbols) {}

  /** The code that goes into a value: itself, and what the variables in it were made from. */
  sourcesOf(values: readonly ts.Node[]): ts.Node[] {
    const sources = new Set(values)
    for (const source of sources) {
      for (const name of allNodes(source)) {
        if (ts.isIdentifier(name)) for (const definition of this.#definitionsOf(name)) sources.add(definition)
      }
    }
    return [...sources]
  }

  /** Whether a value comes from a piece of code without passing through a function that is called with it. */
  isDirect(part: ts.Node, values: readonly ts.Node[]): boolean {
    return this.#reaches(part, values, isArgumentIn)
  }

  /** Whether a piece of code goes into a value that a node uses, and does not only choose between others: `known ? a : b`. */
  goesInto(part: ts.Node, values: readonly ts.Node[], user: ts.Node): boolean {
    const answers = this.#answersAt(user)
    return this.#reaches(part, values, (node, source) => isChoiceIn(node, source) || this.#isElsewhere(node, answers))
  }

  /** Whether a value takes something along from one turn of a loop to the next. */
  isCarriedOn(values: readonly ts.Node[], loop: ts.Node): boolean {
    const names = this.sourcesOf(values).flatMap((source) => [...allNodes(source)].filter(ts.isIdentifier))
    return names.some((name) => {
      const declaration = this.#declarationOf(name)
      return declaration !== undefined && !isIn(declaration, [loop]) && this.#definitionsOf(name).some((definition) => isIn(definition, [loop]))
    })
  }

  #reaches(part: ts.Node, values: readonly ts.Node[], isLeftOut: (node: ts.Node, source: ts.Node) => boolean): boolean {
    const sources = new Set(values)
    for (const source of sources) {
      for (const node of allNodes(source)) {
        if (isLeftOut(node, source)) continue
        if (node === part) return true
        if (ts.isIdentifier(node)) for (const definition of this.#definitionsOf(node)) sources.add(definition)
      }
    }
    return false
  }

  /** The conditions that decide whether a node runs: those around it, and those that leave before. */
  testsOf(node: ts.Node): Test[] {
    const tests: Test[] = []
    for (let child = node; child !== this.body && !ts.isSourceFile(child); child = child.parent) tests.push(...testsAround(child), ...testsBefore(child))
    return tests
  }

  /** How a part of a condition has to come out for the condition to; undefined where either will do. */
  outcomeOf(part: ts.Node, { expression, outcome }: Test): boolean | undefined {
    const node = innermost(expression)
    if (node === part || outcome === undefined) return outcome
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return this.outcomeOf(part, { expression: node.operand, outcome: !outcome })
    if (ts.isBinaryExpression(node)) {
      const decisive = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ? true : node.operatorToken.kind === ts.SyntaxKind.BarBarToken ? false : undefined
      if (outcome !== decisive) return undefined
      return [node.left, node.right].map((side) => this.outcomeOf(part, { expression: side, outcome })).find((found) => found !== undefined)
    }
    if (ts.isIdentifier(node)) {
      const [only, ...others] = this.#definitionsOf(node)
      return only && others.length === 0 && ts.isExpression(only) ? this.outcomeOf(part, { expression: only, outcome }) : undefined
    }
    return undefined
  }

  /** Whether a value is the very one that a piece of code gave, whatever was put into it since. */
  isOnly(value: ts.Node, part: ts.Node): boolean {
    const node = ts.isExpression(value) ? innermost(value) : value
    const declarations = ts.isIdentifier(node) ? this.symbols.symbolAt(node)?.declarations ?? [] : []
    return node === part || declarations.some((declaration) => {
      const isConstant = ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
      return isConstant && declaration.initializer !== undefined && innermost(declaration.initializer) === part
    })
  }

  /** Whether a value is what a piece of code gives, or something else in its place: `cached ?? load()`. */
  isPerhaps(value: ts.Node, part: ts.Node): boolean {
    const parts = partsOf(value)
    const definitions = parts.filter(ts.isIdentifier).flatMap((name) => this.#definitionsOf(name))
    return [...parts, ...definitions].some((each) => isFallback(each, part))
  }

  /** How constants that are set once in the function have come out where a node runs: those of `if (isKnown && !isOld)` around it. */
  #answersAt(node: ts.Node): Map<ts.Node, boolean> {
    const answers = new Map<ts.Node, boolean>()
    const add = (expression: ts.Expression, outcome: boolean): void => {
      const part = innermost(expression)
      if (ts.isPrefixUnaryExpression(part) && part.operator === ts.SyntaxKind.ExclamationToken) add(part.operand, !outcome)
      else if (ts.isBinaryExpression(part) && part.operatorToken.kind === (outcome ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken)) [part.left, part.right].forEach((side) => { add(side, outcome) })
      else if (ts.isIdentifier(part)) {
        const declaration = this.#declarationOf(part)
        if (declaration && isSetOnce(declaration)) answers.set(declaration, outcome)
      }
    }
    for (const { expression, outcome } of this.testsOf(node)) if (outcome !== undefined) add(expression, outcome)
    return answers
  }

  /** It runs only where a constant came out the other way. */
  #isElsewhere(node: ts.Node, answers: ReadonlyMap<ts.Node, boolean>): boolean {
    return answers.size > 0 && [...this.#answersAt(node)].some(([declaration, outcome]) => answers.get(declaration) === !outcome)
  }

  #definitionsOf(name: ts.Identifier): readonly ts.Node[] {
    const declaration = this.#declarationOf(name)
    return declaration ? this.#allDefinitions().get(declaration) ?? [] : []
  }

  /** The function's own variable that a name means. */
  #declarationOf(name: ts.Identifier): ts.Node | undefined {
    return this.symbols.symbolAt(name)?.declarations?.find((declaration) => this.#allDefinitions().has(declaration))
  }

  #allDefinitions(): Map<ts.Node, ts.Node[]> {
    return this.#definitions ??= this.#findDefinitions()
  }

  #findDefinitions(): Map<ts.Node, ts.Node[]> {
    const found = new Map<ts.Node, ts.Node[]>()
    const add = (declaration: ts.Node, ...values: ts.Node[]): void => { found.set(declaration, [...found.get(declaration) ?? [], ...values]) }
    for (const node of allNodes(this.body)) {
      if (ts.isVariableDeclaration(node)) {
        const loop = node.parent.parent
        const value = ts.isForOfStatement(loop) || ts.isForInStatement(loop) ? loop.expression : node.initializer
        for (const name of namesIn(node.name)) add(name, name, ...value ? [value] : [])
        if (ts.isIdentifier(node.name)) add(node, ...value ? [value] : [])
      } else if (ts.isParameter(node) && runAtOnce(node.parent) && ts.isCallExpression(node.parent.parent)) {
        add(node, node.parent.parent.expression)
      }
    }
    for (const node of allNodes(this.body)) {
      const target = changedTarget(node)
      const root = target && rootOf(target)
      const declaration = root && this.symbols.symbolAt(root)?.declarations?.find((each) => found.has(each))
      if (declaration) add(declaration, ...valuesGiven(node))
    }
    return found
  }
}

/** `const known = …`, outside of loops. */
function isSetOnce(declaration: ts.Node): boolean {
  const isConstant = ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
  return isConstant && ts.findAncestor(declaration, (node) => (ts.isFunctionLike(node) ? 'quit' : ts.isIterationStatement(node, false))) === undefined
}

function isArgumentIn(node: ts.Node, source: ts.Node): boolean {
  for (let child = node; child !== source; child = child.parent) if (ts.isCallExpression(child.parent) && child !== child.parent.expression) return true
  return false
}

function isChoiceIn(node: ts.Node, source: ts.Node): boolean {
  for (let child = node; child !== source; child = child.parent) if (ts.isConditionalExpression(child.parent) && child === child.parent.condition) return true
  return false
}

function valuesGiven(node: ts.Node): readonly ts.Node[] {
  if (ts.isBinaryExpression(node)) return [node.right]
  return ts.isCallExpression(node) ? node.arguments : []
}

function namesIn(name: ts.BindingName): ts.BindingElement[] {
  if (ts.isIdentifier(name)) return []
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? [element, ...namesIn(element.name)] : []))
}

function testsAround(child: ts.Node): Test[] {
  const { parent } = child
  if (ts.isIfStatement(parent) && child !== parent.expression) return [{ expression: parent.expression, outcome: child === parent.thenStatement }]
  if (ts.isConditionalExpression(parent) && child !== parent.condition) return [{ expression: parent.condition, outcome: child === parent.whenTrue }]
  if (ts.isBinaryExpression(parent) && child === parent.right) return testsOfOperator(parent)
  if (ts.isBinaryExpression(child) && isLogicalAssignment(child.operatorToken.kind)) return testsOfOperator(child)
  if (ts.isWhileStatement(parent) && child === parent.statement) return [{ expression: parent.expression, outcome: true }]
  if (ts.isForStatement(parent) && parent.condition && child === parent.statement) return [{ expression: parent.condition, outcome: true }]
  return ts.isCaseClause(parent) && child !== parent.expression ? [{ expression: parent.parent.parent.expression, outcome: undefined }] : []
}

function testsOfOperator({ left, operatorToken: { kind } }: ts.BinaryExpression): Test[] {
  switch (kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken: return [{ expression: left, outcome: true }]
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.BarBarEqualsToken: return [{ expression: left, outcome: false }]
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken: return [{ expression: left, outcome: undefined }]
    default: return []
  }
}

const fallbacks = new Set([ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken])

/** `part`, `part ?? other`, `known ? part : other` */
function isFallback(value: ts.Node, part: ts.Node): boolean {
  const node = ts.isExpression(value) ? innermost(value) : value
  if (node === part) return true
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].some((branch) => isFallback(branch, part))
  return ts.isBinaryExpression(node) && fallbacks.has(node.operatorToken.kind) && isFallback(node.left, part)
}

/** A value, or the members that an object is made of. */
function partsOf(value: ts.Node): ts.Node[] {
  const node = ts.isExpression(value) ? innermost(value) : value
  if (!ts.isObjectLiteralExpression(node)) return [node]
  return node.properties.flatMap((property) => (ts.isPropertyAssignment(property) ? [property.initializer] : ts.isShorthandPropertyAssignment(property) ? [property.name] : []))
}

function isLogicalAssignment(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken
}

/** `if (taken) return` before it. */
function testsBefore(child: ts.Node): Test[] {
  const siblings = statementsOf(child.parent) ?? []
  const index = siblings.findIndex((statement) => statement === child)
  return siblings.slice(0, Math.max(index, 0)).filter(ts.isIfStatement).flatMap((statement): Test[] => {
    if (alwaysLeaves(statement.thenStatement)) return [{ expression: statement.expression, outcome: false }]
    return statement.elseStatement && alwaysLeaves(statement.elseStatement) ? [{ expression: statement.expression, outcome: true }] : []
  })
}
