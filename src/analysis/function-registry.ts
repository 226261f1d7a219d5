import { ts } from 'ts-morph'
import type { Barrier, FunctionFact, FunctionForm } from '../model/functions.js'
import type { FileId, FunctionId, Span } from '../model/ids.js'
import { catchesAll } from './catches-all.js'
import { movableDefaults } from './movable-defaults.js'
import type { Symbols } from './symbols.js'
import { evaluatesCode, isCalledByLanguage } from './syntax.js'
import { writtenResult } from './written-result.js'

/** A node that code can belong to: a function, or one of the places outside of any function where code runs. */
export type Scope = ts.FunctionLikeDeclaration | ts.SourceFile | ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration | ts.ParameterDeclaration

/** What stands for a function without a body: an interface's member, an abstract one, an overload, a property of a function type, that type. */
export type Signature = ts.SignatureDeclaration | ts.PropertySignature | ts.PropertyDeclaration

/** The span of a node without the comments and blanks before it. */
export function spanOf(node: ts.Node): Span {
  return { start: node.getStart(), end: node.end }
}

/** The innermost scope around a node; the node itself is not looked at. */
export function enclosingScope(node: ts.Node): Scope {
  let child = node
  let parent = node.parent
  while (!ts.isSourceFile(parent)) {
    if (isScope(parent, child)) return parent
    child = parent
    parent = parent.parent
  }
  return parent
}

function isScope(node: ts.Node, child: ts.Node): node is Scope {
  if (ts.isFunctionLike(node)) return 'body' in node && (node.body === child || ts.isParameter(child))
  if (ts.isPropertyDeclaration(node)) return node.initializer === child
  if (ts.isParameter(node)) return node.name === child || (node.initializer === child && !movableDefaults(node.parent).includes(node))
  return ts.isClassStaticBlockDeclaration(node)
}

/** Gives the functions of one compilation unit their ids and facts, a file at a time and only for files that are asked about. */
export class FunctionRegistry {
  readonly #facts = new Map<ts.Node, FunctionFact>()
  readonly #nodes = new Map<FunctionId, ts.Node>()
  readonly #names = new Map<ts.SourceFile, Map<ts.Node, string>>()
  readonly #evaluating = new Map<ts.SourceFile, boolean>()

  constructor(
    readonly fileOf: (file: ts.SourceFile) => FileId,
    private readonly results: Pick<Symbols, 'returnsPromise' | 'yieldsPromise'>,
  ) {}

  /** All facts given out so far. */
  facts(): FunctionFact[] {
    return [...this.#facts.values()]
  }

  /** The nodes that facts were given out for so far. */
  known(): ReadonlyMap<ts.Node, FunctionFact> {
    return this.#facts
  }

  /** The fact of a scope or signature; always the same object for the same node. */
  factOf(node: Scope | Signature): FunctionFact {
    const holder = holderOf(node)
    const known = this.#facts.get(holder)
    if (known) return known
    const fact = this.#makeFact(holder)
    this.#facts.set(holder, fact)
    this.#nodes.set(fact.id, holder)
    return fact
  }

  /** The fact of a declaration, where one was given out. */
  knownFact(node: ts.Node): FunctionFact | undefined {
    return ts.isFunctionLike(node) ? this.#facts.get(holderOf(node)) : undefined
  }

  /** Makes one family of functions and of the families that they are in already. */
  joinFamilies(facts: readonly FunctionFact[]): void {
    const families = new Set(facts.map((fact) => fact.family).filter((family) => family !== undefined))
    const all = new Set([...facts, ...this.facts().filter((fact) => fact.family !== undefined && families.has(fact.family))])
    const family = [...all].map((fact) => fact.id).sort().at(0)
    if (all.size > 1 && family !== undefined) for (const fact of all) fact.family = family
  }

  /** The function, or what stands for one, of a name path in a file. */
  scopeNamed(file: ts.SourceFile, path: string): Scope | Signature | undefined {
    for (const [node, name] of this.namesIn(file)) if (name === path && (ts.isFunctionLike(node) || ts.isPropertySignature(node))) return node
    return undefined
  }

  /** Asks the checker whether the result is a promise: worth its time only for functions that matter. */
  learnResult(node: Scope | Signature): void {
    if (!ts.isFunctionLike(node)) return
    const fact = this.factOf(node)
    // An async generator awaits what it yields, so that nobody would see the promises any more.
    if (!fact.isGenerator) fact.returnsPromise ||= this.results.returnsPromise(node)
    else if (!fact.isAsync && this.results.yieldsPromise(node)) fact.barrier ??= 'generator'
  }

  /** Every function of a file by its name path, for messages that name the nearest. */
  namesIn(file: ts.SourceFile): Map<ts.Node, string> {
    let names = this.#names.get(file)
    if (!names) this.#names.set(file, (names = nameFunctions(file)))
    return names
  }

  /** Whether an async function of this name and with the same parameters stands beside a function. */
  hasTwin(fact: FunctionFact, twinName: string): boolean {
    const node = this.#nodes.get(fact.id)
    const names = node && this.#names.get(node.getSourceFile())
    if (!node || !names) return false
    const path = names.get(node)?.replace(/[^.]*$/, twinName)
    const parameters = parametersOf(node)
    return [...names].some(([other, name]) =>
      name.replace(/~\d+$/, '') === path && (isAsync(other) || !isFunctionWithBody(other)) && parametersOf(other) === parameters)
  }

  #evaluates(file: ts.SourceFile): boolean {
    let known = this.#evaluating.get(file)
    if (known === undefined) this.#evaluating.set(file, (known = evaluatesCode(file)))
    return known
  }

  #makeFact(node: Scope | Signature): FunctionFact {
    const sourceFile = node.getSourceFile()
    const file = this.fileOf(sourceFile)
    const path = this.namesIn(sourceFile).get(node) ?? `(${formOf(node)})@${String(node.getStart())}`
    const declaration = declarationToCopy(node)
    const returnType = writtenResult(node)
    const movable = ts.isFunctionLike(node) ? movableDefaults(node).map(spanOf) : []
    const barrier = barrierOf(node) ?? (isNamed(node) && this.#evaluates(sourceFile) ? 'called-by-eval' : undefined)
    return {
      id: `${file}#${path}` as FunctionId,
      file,
      name: path.startsWith('@') || path.startsWith('(') ? '' : path.replace(/~\d+$/, '').split('.').at(-1) ?? '',
      form: formOf(node),
      key: keyOf(node),
      ...(declaration && { declaration: spanOf(declaration) }),
      isAsync: isAsync(node),
      ...(isGenerator(node) && { isGenerator: true }),
      returnsPromise: false,
      ...(returnType && { returnType: spanOf(returnType) }),
      ...(barrier && { barrier }),
      ...(movable.length > 0 && { movableDefaults: movable }),
      exported: isExported(node),
      ...(isWholeModule(node) && { isModule: true }),
      ...heldAs(node),
      ...(catchesAll(node) && { catchesAll: true }),
    }
  }
}

/** A property and the function type that it is written with are one: both say what a call of it gives. */
function holderOf(node: Scope | Signature): Scope | Signature {
  if (!ts.isFunctionTypeNode(node)) return node
  const { parent } = node
  const isHolder = ts.isPropertySignature(parent) || (ts.isPropertyDeclaration(parent) && !parent.initializer)
  return isHolder && parent.type === node ? parent : node
}

/** Whether a node is a function and has a body to run. */
export function isFunctionWithBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
}

function isAsync(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false)
}

function isGenerator(node: ts.Node): boolean {
  return 'asteriskToken' in node && node.asteriskToken !== undefined && ts.isFunctionLike(node)
}

/** The parameters as they are written, but for blanks. */
function parametersOf(node: ts.Node): string {
  const type = (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) && node.type && ts.isFunctionTypeNode(node.type) ? node.type : undefined
  const { parameters = [] } = ts.isFunctionLike(node) ? node : type ?? {}
  return parameters.map((parameter) => parameter.getText().replace(/\s+/g, ' ')).join(', ')
}

function formOf(node: ts.Node): FunctionForm {
  if (ts.isSourceFile(node)) return 'module'
  if (ts.isArrowFunction(node)) return 'arrow'
  if (ts.isFunctionExpression(node)) return 'expression'
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  if (ts.isGetAccessor(node)) return 'getter'
  if (ts.isSetAccessor(node)) return 'setter'
  if (ts.isFunctionDeclaration(node)) return node.body ? 'declaration' : 'signature'
  if (ts.isMethodDeclaration(node)) return node.body ? 'method' : 'signature'
  if (ts.isClassStaticBlockDeclaration(node)) return 'static-block'
  if (ts.isParameter(node)) return 'parameter-default'
  return ts.isPropertyDeclaration(node) && node.initializer ? 'field-initializer' : 'signature'
}

function keyOf(node: ts.Node): Span {
  if (ts.isArrowFunction(node) || !ts.isFunctionLike(node)) return spanOf(node)
  return 'body' in node && node.body ? spanOf(node.body) : spanOf(node)
}

const formBarriers: Partial<Record<FunctionForm, Barrier>> = {
  constructor: 'constructor',
  getter: 'accessor',
  setter: 'accessor',
  module: 'module-top-level',
  'field-initializer': 'field-initializer',
  'static-block': 'static-block',
  'parameter-default': 'parameter-default',
}

function isNamed(node: Scope | Signature): boolean {
  return ts.isFunctionDeclaration(node) || ((ts.isFunctionExpression(node) || ts.isArrowFunction(node)) && ts.isVariableDeclaration(node.parent))
}

function barrierOf(node: Scope | Signature): Barrier | undefined {
  const byForm = formBarriers[formOf(node)]
  if (byForm || !ts.isFunctionLike(node)) return byForm
  if (node.type && ts.isTypePredicateNode(node.type)) return 'type-predicate'
  return isCalledByLanguage(node) ? 'conversion-method' : undefined
}

/** The statement or member that holds this function, so that a copy under another name can stand beside it. */
function declarationToCopy(node: ts.Node): ts.Node | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node
  if (ts.isMethodSignature(node) || ts.isPropertySignature(node)) return node
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined
  const { parent } = node
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent
  if (ts.isExportAssignment(parent)) return parent.isExportEquals ? undefined : parent
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
    return ts.isVariableDeclarationList(parent.parent) && ts.isVariableStatement(parent.parent.parent) ? parent.parent.parent : undefined
  }
  const targets = targetsOf(node)
  const isCopied = isWholeModule(node) || (targets.length === 1 && targets.every(ts.isPropertyAccessExpression))
  const statement = ts.findAncestor(node, ts.isStatement)
  return isCopied && statement && ts.isExpressionStatement(statement) ? statement : undefined
}

/** What a function is assigned to where it is written: `exports` and `module.exports` in `exports = module.exports = () => {}`. */
function targetsOf(node: ts.Node): ts.Expression[] {
  const { parent } = node
  const isAssigned = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === node
  return isAssigned ? [parent.left, ...targetsOf(parent)] : []
}

/** `module.exports = function () {}` */
function isWholeModule(node: ts.Node): boolean {
  return (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && targetsOf(node).some((target) => target.getText() === 'module.exports')
}

function isExported(node: ts.Node): boolean {
  for (let current: ts.Node = node; !ts.isSourceFile(current); current = current.parent) {
    if (ts.isParameter(current)) return false
    if (ts.canHaveModifiers(current) && ts.getModifiers(current)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return true
    if (ts.isExportAssignment(current)) return true
    if (ts.isBinaryExpression(current) && /^(module\.)?exports\b/.test(current.left.getText())) return true
    if (current !== node && ts.isFunctionLike(current)) return false
  }
  return false
}

/** Names every function of a file by the path of names around it. */
function nameFunctions(file: ts.SourceFile): Map<ts.Node, string> {
  const names = new Map<ts.Node, string>([[file, '(module)']])
  const taken = new Map<string, number>()
  const visit = (node: ts.Node, path: string[]): void => {
    const own = ownName(node)
    const inside = own === undefined ? path : [...path, own]
    if (ts.isFunctionLike(node) || ts.isPropertySignature(node)) {
      const isNamed = own !== undefined || isWholeType(node)
      const name = isNamed ? inside.join('.') : `@${String(node.getStart())}`
      const count = (taken.get(name) ?? 0) + 1
      taken.set(name, count)
      names.set(node, count === 1 ? name : `${name}~${String(count)}`)
    }
    node.forEachChild((child) => { visit(child, inside) })
  }
  visit(file, [])
  return names
}

/** It goes by the name of the alias or interface that is nothing but this signature. */
function isWholeType(node: ts.Node): boolean {
  return ts.isTypeAliasDeclaration(node.parent) ? ts.isFunctionTypeNode(node) : ts.isCallSignatureDeclaration(node) && ts.isInterfaceDeclaration(node.parent)
}

function ownName(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node)) return node.name?.text ?? nameOfHolder(node)
  const named = ts.isFunctionDeclaration(node) || ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isMethodDeclaration(node)
    || ts.isAccessor(node) || ts.isMethodSignature(node) || ts.isPropertySignature(node) || ts.isModuleDeclaration(node)
    || ts.isTypeAliasDeclaration(node)
  return named && node.name ? textOfName(node.name) : undefined
}

/** `texts.of = function readText() {}` goes by both names. */
function heldAs(node: ts.Node): { heldAs?: string } {
  const holder = ts.isFunctionExpression(node) && node.name ? nameOfHolder(node)?.split('.').at(-1) : undefined
  return holder === undefined ? {} : { heldAs: holder }
}

/** What a function expression is assigned to: `load` for `const load = () => …` and `exports.load = …`. */
function nameOfHolder(node: ts.Expression): string | undefined {
  let holder: ts.Node = node.parent
  while (ts.isParenthesizedExpression(holder) || ts.isAsExpression(holder) || ts.isSatisfiesExpression(holder)) holder = holder.parent
  if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) return holder.name.text
  if (ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder)) return textOfName(holder.name)
  if (ts.isBinaryExpression(holder) && holder.operatorToken.kind === ts.SyntaxKind.EqualsToken) return textOfTarget(holder.left)
  return undefined
}

function textOfTarget(target: ts.Expression): string | undefined {
  if (!ts.isIdentifier(target) && !ts.isPropertyAccessExpression(target)) return undefined
  const text = target.getText().replace(/^(module\.exports|exports|this)\./, '').replace('.prototype.', '.')
  return text === 'module.exports' ? undefined : text
}

function textOfName(name: ts.Node): string {
  return ts.isStringLiteral(name) ? name.text : name.getText()
}
