import { ts } from 'ts-morph'
import type { BlockNeed } from '../../model/database.js'
import { spanOf } from '../function-registry.js'
import { sqlStatements } from '../database/sql-text.js'
import { innermost, requiredModule } from '../syntax.js'
import type { BlockTools } from './block-tools.js'
import { CannotMove } from './cannot-move.js'
import { allNodes, declarationOf, homeOf, isIn, type Reference, referencesIn } from './references.js'
import { changedName } from './purity.js'

/** Collects what a block needs of its module's top level, and what that needs in turn. */
export class Needs {
  readonly #found = new Map<ts.Node, BlockNeed>()

  constructor(private readonly tools: Pick<BlockTools, 'symbols' | 'work' | 'isOwn'>) {}

  /** In the order of the text. */
  all(): BlockNeed[] {
    return [...this.#found].sort(([a], [b]) => a.pos - b.pos).map(([, need]) => need)
  }

  /** Adds all that a piece of code names, by itself or by these references; `moved` is what goes with it. */
  addFor(node: ts.Node, moved: readonly ts.Node[]): void {
    this.add(referencesIn(node), moved)
  }

  add(references: readonly Reference[], moved: readonly ts.Node[]): void {
    for (const { name, isType } of references) {
      const declaration = declarationOf(name, this.tools)
      if (!declaration || homeOf(declaration) !== 'module' || isIn(declaration, moved)) continue
      try {
        if (!isType) this.#addValue(declaration, name)
        else if (!this.tryAddType(declaration)) throw new CannotMove('unsupported', name, `the type ${name.text}`)
      } catch (error) {
        if (error instanceof CannotMove) error.via = name
        throw error
      }
    }
  }

  /** Adds a type that the new function names, if it can be had in the sync module. */
  tryAddType(declaration: ts.Declaration): boolean {
    const statement = topLevelStatement(declaration)
    if (isImport(declaration)) {
      if (statement) this.#found.set(declaration, { kind: 'import', statement: spanOf(statement), name: nameOf(declaration), isType: true })
      return statement !== undefined
    }
    if (!ts.isInterfaceDeclaration(declaration) && !ts.isTypeAliasDeclaration(declaration)) return false
    if (this.#found.has(declaration)) return true
    if (isExported(declaration)) this.#found.set(declaration, { kind: 'own-type', name: declaration.name.text })
    else {
      this.#found.set(declaration, { kind: 'statement', statement: spanOf(declaration), names: [declaration.name.text], isType: true })
      this.addFor(declaration, [declaration])
    }
    return true
  }

  #addValue(declaration: ts.Declaration, at: ts.Identifier): void {
    const statement = topLevelStatement(declaration)
    if (!statement) throw new CannotMove('unsupported', at, `the name ${at.text}`)
    const constant = ts.isVariableStatement(statement) ? functionOf(statement) : undefined
    if (isImport(declaration)) this.#addImport(declaration, statement, at)
    else if (isExported(statement)) throw new CannotMove('main-thread-code', at)
    else if (ts.isFunctionDeclaration(statement)) this.#addFunction(statement, statement, at)
    else if (constant) this.#addFunction(statement, constant, at)
    else if (ts.isVariableStatement(statement)) this.#addVariable(statement, at)
    else throw new CannotMove('main-thread-code', at)
  }

  #addImport(declaration: ts.Declaration, statement: ts.Statement, at: ts.Identifier): void {
    if (this.#found.has(declaration) && !isTypeNeed(this.#found.get(declaration))) return
    const specifier = ts.isImportDeclaration(statement) ? statement.moduleSpecifier : requiredIn(declaration)
    const file = specifier && this.tools.symbols.moduleAt(specifier)
    const why = file && this.tools.isOwn(file) ? this.tools.work.whyNotInThread(file) : undefined
    if (why) throw new CannotMove(why.reason === 'starts-a-server' ? 'main-thread-code' : why.reason, at)
    this.#found.set(declaration, { kind: 'import', statement: spanOf(statement), name: nameOf(declaration) })
  }

  /** A connection, a statement, a constant; what changes the value at the top level comes along. */
  #addVariable(statement: ts.VariableStatement, at: ts.Identifier): void {
    if (this.#found.has(statement)) return
    const names = statement.declarationList.declarations.flatMap(({ name }) => namesIn(name))
    const values = statement.declarationList.declarations.map(({ initializer }) => initializer)
    const isDriver = values.some((value) => value !== undefined && this.tools.work.isDriverValue(value))
    const isPlain = values.every((value) => value !== undefined && isPlainValue(value))
    const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0
    if (!isConstant || (!isDriver && !isPlain)) throw new CannotMove('main-thread-code', at)
    this.#found.set(statement, { kind: 'statement', statement: spanOf(statement), names, ...(isPlain && { isPlain: true }) })
    this.addFor(statement, [statement])
    for (const other of statement.getSourceFile().statements) if (ts.isExpressionStatement(other) && sets(other, names)) this.#addSetUp(other)
  }

  /** `db.pragma('journal_mode = WAL')` */
  #addSetUp(statement: ts.ExpressionStatement): void {
    if (this.#found.has(statement)) return
    if (!isRepeatable(statement.expression)) throw new CannotMove('changes-when-loaded', statement)
    this.#found.set(statement, { kind: 'statement', statement: spanOf(statement), names: [] })
    this.addFor(statement, [statement])
  }

  /** It does the same in both threads. Where code that stays calls it, that keeps it. */
  #addFunction(statement: ts.Statement, node: ts.FunctionLikeDeclaration, at: ts.Identifier): void {
    if (this.#found.has(statement)) return
    const { work } = this.tools
    const isBound = [...allNodes(statement)].some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword || kind === ts.SyntaxKind.ThisKeyword)
    if (isBound || work.points.has(node) || work.tieOf(node)) throw new CannotMove('main-thread-code', at)
    this.#found.set(statement, { kind: 'statement', statement: spanOf(statement), names: [at.text] })
    this.addFor(statement, [statement])
  }
}

/** `const load = () => …` */
function functionOf({ declarationList: { declarations, flags } }: ts.VariableStatement): ts.FunctionLikeDeclaration | undefined {
  const [{ initializer } = {}, ...others] = declarations
  const value = initializer && innermost(initializer)
  const isFunction = value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
  return isFunction && others.length === 0 && (flags & ts.NodeFlags.Const) !== 0 ? value : undefined
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)))
}

function isTypeNeed(need: BlockNeed | undefined): boolean {
  return need !== undefined && 'isType' in need
}

function topLevelStatement(node: ts.Node): ts.Statement | undefined {
  const statement = ts.findAncestor(node, (ancestor) => ts.isSourceFile(ancestor.parent))
  return statement && ts.isStatement(statement) ? statement : undefined
}

function isImport(declaration: ts.Declaration): boolean {
  return ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration) || requiredIn(declaration) !== undefined
}

/** `const db = require('./db')`, `const { db } = require('./db')` */
function requiredIn(declaration: ts.Declaration): ts.StringLiteral | undefined {
  const holder = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration
  return ts.isVariableDeclaration(holder) && holder.initializer ? requiredModule(holder.initializer) : undefined
}

function nameOf(declaration: ts.Declaration): string {
  return ts.getNameOfDeclaration(declaration)?.getText() ?? ''
}

function isExported(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
}

/** The statement works on one of these names and on nothing that it does not set up: `db.exec(…)`. */
function sets({ expression }: ts.ExpressionStatement, names: readonly string[]): boolean {
  let node: ts.Expression = expression
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) node = node.expression
  return (ts.isIdentifier(node) && names.includes(node.text)) || names.includes(changedName(expression) ?? '')
}

/** The thread does it again, later, and whenever it starts anew: that must change nothing. */
function isRepeatable(expression: ts.Expression): boolean {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false
  const { name } = expression.expression
  if (repeatable.has(name.text)) return true
  const [sql] = expression.arguments
  return sql !== undefined && ts.isStringLiteralLike(sql) && sqlStatements(sql.text).every((statement) => /^(CREATE(\s+\w+){1,2}\s+IF\s+NOT\s+EXISTS|PRAGMA)\b/i.test(statement))
}

/** Settings of a connection or a statement. */
const repeatable = new Set(['pragma', 'function', 'aggregate', 'table', 'loadExtension', 'defaultSafeIntegers', 'safeIntegers', 'unsafeMode', 'pluck', 'raw', 'expand', 'bind',
  'setReadBigInts', 'setAllowBareNamedParameters'])

/** Computed the same wherever it is computed: literals, the environment, paths. */
function isPlainValue(value: ts.Expression): boolean {
  return [...allNodes(value)].every((node) => {
    if (ts.isCallExpression(node)) return /^(path\.)?(join|resolve|dirname)$|^(Number|String|Boolean|parseInt|fileURLToPath)$/.test(node.expression.getText())
    if (ts.isNewExpression(node)) return /^(URL|Set|Map)$/.test(node.expression.getText())
    return !ts.isFunctionLike(node) && !ts.isAwaitExpression(node) && !ts.isClassLike(node) && changedName(node) === undefined
  })
}
