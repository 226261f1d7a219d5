import { ts } from 'ts-morph'
import type { Obstruction } from '../database/obstruction.js'
import { assignedTo } from '../database/assigned-to.js'
import { callsOf } from '../calls-of.js'
import { importersOf } from '../importers.js'
import type { NameIndex } from '../name-index.js'
import { isExpressionName, isModuleExports, memberOf } from '../occurrences.js'
import { accessedName, stepInto } from '../property-names.js'
import type { Symbols } from '../symbols.js'
import { outermost } from '../syntax.js'
import { useOfValue, type ValueUse } from '../value-uses.js'
import { isOfClient } from './client-calls.js'
import { holderTypes } from './holder-types.js'
import { referencesTo } from './references-to.js'

export interface FlowTools {
  symbols: Symbols
  index: NameIndex
  isOwn(file: ts.SourceFile): boolean
}

/** What becomes of an object from where it is built on. */
export interface ObjectFlow {
  /** The expressions that denote it. */
  expressions: ReadonlySet<ts.Node>
  /** The calls of its methods. */
  calls: readonly ts.CallExpression[]
  /** The written types of what holds it. */
  types: ReadonlySet<ts.TypeNode>
  /** Where it goes on to code that cannot be followed, or is used otherwise than by calling its methods. */
  escapes: readonly Obstruction[]
}

/** The properties that lead to the object from what holds it: `['users']` for `{ users }`. */
type Path = readonly string[]

/** Deeper than this no object is held that was put there by a name. */
const deepest = 3

/**
 * Follows an object forward to every place where it arrives. Unlike functions, which are followed as far as they can be, an object whose
 * nature changes has to be seen wherever it goes: what is not known here is an escape.
 */
export function flowOf(object: ts.Node, tools: FlowTools, endsAt: (call: ts.Node) => boolean = () => false): ObjectFlow {
  const follower = new ObjectFollower(tools, endsAt)
  follower.follow(object, [])
  return follower.flow
}

/** Follows what a name stands for in its file. */
export function flowOfName(name: ts.Identifier, declaration: ts.Declaration, tools: FlowTools): ObjectFlow {
  const follower = new ObjectFollower(tools, () => false)
  follower.track(declaration, [], name.text)
  return follower.flow
}

class ObjectFollower {
  readonly flow = { expressions: new Set<ts.Node>(), calls: [] as ts.CallExpression[], types: new Set<ts.TypeNode>(), escapes: [] as Obstruction[] }
  readonly #seen = new Map<ts.Node, Set<string>>()

  constructor(private readonly tools: FlowTools, private readonly endsAt: (call: ts.Node) => boolean) {}

  /** Looks at what becomes of an expression that denotes the object, or holds it behind a path. */
  follow(expression: ts.Node, path: Path): void {
    if (path.length > deepest) this.#escape(expression)
    else if (this.#isNew(expression, path)) {
      if (path.length === 0 && ts.isExpression(expression)) this.flow.expressions.add(expression)
      this.#useAs(useOfValue(expression), expression, path)
    }
  }

  #useAs(use: ValueUse, expression: ts.Node, path: Path): void {
    switch (use.kind) {
      case 'member': this.#read(use.access, path); break
      case 'argument': this.#pass(use, path); break
      case 'bound': if (use.each) this.#escape(expression); else this.#bind(use.name, path); break
      case 'field': this.#hold(use.field, path); break
      case 'property': this.#hold(use.property, path); break
      case 'assigned': this.#assign(use, path); break
      case 'returned': this.#return(use.from, path); break
      case 'default-export': this.#export(use.by.getSourceFile(), path); break
      case 'passed-through': if (use.step) this.#escape(expression); else this.follow(use.as, path); break
      case 'harmless': break
      default: this.#escape(expression)
    }
  }

  /** `users.find(id)`, or a step from what holds it. */
  #read(access: ts.PropertyAccessExpression | ts.ElementAccessExpression, [step, ...rest]: Path): void {
    const name = accessedName(access, this.tools.symbols)
    if (step !== undefined) {
      if (name === undefined) this.#escape(access)
      else if (name === step) this.follow(access, rest)
      return
    }
    const callee = outermost(access)
    const isCalled = ts.isCallExpression(callee.parent) && callee.parent.expression === callee
    if (isCalled && name !== undefined && ts.isCallExpression(callee.parent)) this.flow.calls.push(callee.parent)
    else this.#escape(access, `the read of ${access.getText()}`)
  }

  #pass({ call, argument }: ValueUse & { kind: 'argument' }, path: Path): void {
    if (this.endsAt(call)) return
    const parameter = this.tools.symbols.parameterFor(call, argument)
    const isFollowed = parameter && this.tools.isOwn(parameter.getSourceFile()) && 'body' in parameter.parent && parameter.parent.body && !parameter.dotDotDotToken
    if (isFollowed) this.#bind(parameter.name, path, parameter)
    else this.#escape(argument, call.expression.getText())
  }

  #bind(name: ts.BindingName, path: Path, holder: ts.Declaration = name.parent as ts.Declaration): void {
    if (ts.isIdentifier(name)) this.track(holder, path, name.text)
    else if (ts.isObjectBindingPattern(name)) for (const element of name.elements) this.#take(element, path)
    else this.#escape(name)
    if (!ts.isIdentifier(name) && (ts.isParameter(holder) || ts.isVariableDeclaration(holder)) && holder.type) this.#noteType(holder.type, path)
  }

  #take(element: ts.BindingElement, [step, ...rest]: Path): void {
    const key = stepInto(element.propertyName ?? element.name, this.tools.symbols)
    if (element.dotDotDotToken || key === undefined || step === undefined) this.#escape(element)
    else if (key === step) this.#bind(element.name, rest, element)
  }

  /** A field that holds it, or the object literal that it is put into. */
  #hold(property: ts.PropertyDeclaration | ts.PropertyAssignment | ts.ShorthandPropertyAssignment, path: Path): void {
    const key = stepInto(property.name, this.tools.symbols)
    if (key === undefined) this.#escape(property)
    else if (ts.isPropertyDeclaration(property)) this.track(property, path, key)
    else this.follow(property.parent, [key, ...path])
  }

  #assign({ target, assignment }: ValueUse & { kind: 'assigned' }, path: Path): void {
    const text = target.getText()
    if (isModuleExports(target)) this.#export(target.getSourceFile(), path)
    else if (/^(module\.)?exports\.\w+$/.test(text)) this.#export(target.getSourceFile(), [text.replace(/^.*\./, ''), ...path])
    else if (ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword) this.#assignField(target, path)
    else this.#escape(assignment, text)
  }

  #assignField(target: ts.PropertyAccessExpression, path: Path): void {
    const fields = this.tools.symbols.declarationsAt(target.name).filter((declaration) => this.tools.isOwn(declaration.getSourceFile()))
    if (fields.length === 0) this.#escape(target, target.getText())
    for (const field of fields) this.track(field, path, target.name.text)
  }

  /** Whoever calls the function gets it, as long as all uses of the function are such calls. */
  #return(from: ts.FunctionLikeDeclaration, path: Path): void {
    const isAsync = ts.canHaveModifiers(from) && ts.getModifiers(from)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
    if (isAsync || ts.isAccessor(from) || from.asteriskToken || !referencesTo(from, this.tools)?.every(isCalled)) {
      this.#escape(from, 'the result of a function')
      return
    }
    if (from.type) this.#noteType(from.type, path)
    for (const call of callsOf(from, this.tools)) this.follow(call, path)
  }

  #export(file: ts.SourceFile, path: Path): void {
    for (const importer of importersOf(file, this.tools)) {
      if (importer.kind === 'binding') this.track(importer.declaration, path, importer.name)
      else if (importer.kind === 'expression') this.follow(importer.node, path)
      else this.#escape(importer.declaration)
    }
  }

  /** Looks at all places where a name stands that holds the object. */
  track(declaration: ts.Declaration, path: Path, name: string): void {
    if (!this.#isNew(declaration, [name, '=', ...path])) return
    const isHolder = ts.isVariableDeclaration(declaration) || ts.isParameter(declaration) || ts.isPropertyDeclaration(declaration)
    if (isHolder && declaration.type) this.#noteType(declaration.type, path)
    if (isHolder && ts.isIdentifier(declaration.name) && this.#isSetAgain(declaration)) this.#escape(declaration, declaration.name.text)
    for (const occurrence of this.tools.index.occurrences(name)) {
      if (this.tools.symbols.declarationsAt(occurrence).includes(declaration)) this.#visit(occurrence, { declaration, path })
    }
  }

  #isSetAgain(declaration: ts.VariableDeclaration | ts.ParameterDeclaration | ts.PropertyDeclaration): boolean {
    return ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined && assignedTo(declaration, this.tools).length > 0
  }

  /** What an occurrence of a name means that holds it. */
  #visit(occurrence: ts.Node, { declaration, path }: { declaration: ts.Declaration; path: Path }): void {
    const { parent } = occurrence
    if (isOfClient(occurrence, this.tools)) return
    if (parent === declaration && ts.getNameOfDeclaration(declaration) === occurrence && !ts.isShorthandPropertyAssignment(parent)) return
    if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
      if (parent.propertyName === occurrence) this.track(declaration, path, parent.name.text)
    } else if (ts.isShorthandPropertyAssignment(parent)) {
      if (path.length === 0) this.flow.expressions.add(parent.name)
      this.#hold(parent, path)
    } else if (ts.isBindingElement(parent) && parent.initializer !== occurrence) this.#bind(parent.name, path, parent)
    else if (isExpressionName(occurrence)) this.follow(memberOf(occurrence), path)
  }

  #noteType(type: ts.TypeNode, path: Path): void {
    for (const found of holderTypes(type, path, this.tools)) this.flow.types.add(found)
  }

  #escape(at: ts.Node, what = 'code that cannot be followed'): void {
    this.flow.escapes.push({ reason: 'object-escapes', at, what })
  }

  #isNew(node: ts.Node, path: Path): boolean {
    const known = this.#seen.get(node) ?? new Set()
    this.#seen.set(node, known)
    const size = known.size
    return known.add(path.join('.')).size > size
  }
}

function isCalled(reference: ts.Node): boolean {
  const callee = outermost(reference)
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee
}
