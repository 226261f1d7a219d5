import { ts } from 'ts-morph'
import type { AliasFact, CallFact, FunctionFact, HandoverFact, IteratorTypeFact } from '../model/facts.js'
import type { Span } from '../model/ids.js'
import type { Consumers } from './consumers.js'
import { findFamily } from './families.js'
import { enclosingScope, type FunctionRegistry, type Scope, spanOf } from './function-registry.js'
import { importersOf } from './importers.js'
import type { NameIndex } from './name-index.js'
import { functionOf, hasBody, isAccessorRead, isDefaultExport, isDefaultTarget, isExpressionName, memberOf, nameText } from './occurrences.js'
import type { Symbols } from './symbols.js'
import { useOfCall } from './syntax.js'
import { useOfIterator } from './iterator-uses.js'
import { useOfValue, type ValueUse } from './value-uses.js'

/** A function, or after `depth` calls a function: `depth` is 1 for a factory that returns it. */
interface Value {
  fact: FunctionFact
  depth: number
  /** Not the function but the iterator that it gives, being a generator. */
  isIterator?: true
}

interface Sighting {
  declaration: ts.Declaration
  value: Value
  /** One of the names under which the declaration is used. */
  name: string
}

export interface FollowTools {
  symbols: Symbols
  index: NameIndex
  registry: FunctionRegistry
  consumers: Consumers
  isRegistration(call: ts.Node): boolean
  isOwn(file: ts.SourceFile): boolean
}

/** Beyond this many calls a factory's factory is not followed: real code stops at two. */
const deepestFactory = 3

/**
 * Follows functions that block from where they are written to every place that calls them or hands them on, and then
 * the functions in which that happens, until nothing new is found.
 */
export class ValueFollower {
  readonly calls: CallFact[] = []
  readonly handovers: HandoverFact[] = []
  readonly aliases: AliasFact[] = []
  readonly iteratorTypes: IteratorTypeFact[] = []
  readonly #queue: Sighting[] = []
  readonly #sighted = new Map<ts.Node, Set<string>>()
  readonly #entered = new Set<Scope>()
  readonly #used = new Set<string>()
  /** The local names of modules whose exported object holds a property, for modules that the checker has no types of. */
  readonly #holders = new Map<ts.Declaration, Set<ts.Declaration>>()

  constructor(private readonly tools: FollowTools) {}

  /** Takes in a scope whose code blocks, and through it whoever runs that code. */
  enter(scope: Scope): void {
    if (this.#entered.has(scope)) return
    this.#entered.add(scope)
    const fact = this.tools.registry.factOf(scope)
    this.tools.registry.learnResult(scope)
    if (ts.isFunctionLike(scope)) this.#followFunction(scope, { fact, depth: 0 })
    else if (ts.isParameter(scope)) this.#runWith(scope, scope.parent as ts.FunctionLikeDeclaration)
    else if (ts.isPropertyDeclaration(scope)) this.#followInitializer(scope, fact)
  }

  /** Everything taken in so far. */
  entered(): Scope[] {
    return [...this.#entered]
  }

  /** Works until every function taken in is followed to its end. */
  run(): void {
    for (let sighting = this.#queue.pop(); sighting; sighting = this.#queue.pop()) {
      for (const occurrence of this.tools.index.occurrences(sighting.name)) {
        if (this.#refersTo(occurrence, sighting.declaration)) this.#visit(occurrence, sighting)
      }
    }
  }

  #followFunction(node: ts.FunctionLikeDeclaration, value: Value): void {
    if (value.depth > deepestFactory) return
    if (ts.isConstructorDeclaration(node)) {
      if (node.parent.name) this.#track(node.parent, value, node.parent.name.text)
      return
    }
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
      if (value.isIterator && value.depth === 1) this.#writtenType(node, value)
      this.#useValue(node, value)
      return
    }
    if (!node.name) return
    const family = findFamily(node, this.tools.symbols, this.tools.index)
    if (isItself(value)) this.#joinFamily(value.fact, family.members, family.isExternal)
    for (const member of family.members) {
      this.#track(member, value, nameText(node.name))
      if (value.isIterator && value.depth === 1) this.#writtenType(member, value)
    }
    if (ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent)) this.#handOnObject(node, value)
    if (isDefaultExport(node)) this.#followDefaultExport(node.getSourceFile(), value)
  }

  /** A default value is computed when its function is called, a field's when its class is constructed. */
  #runWith(part: ts.ParameterDeclaration | ts.PropertyDeclaration, runner: Scope): void {
    const { id, file } = this.tools.registry.factOf(part)
    this.calls.push({ file, span: spanOf(part), caller: this.tools.registry.factOf(runner).id, callee: id, use: 'value' })
    this.enter(runner)
  }

  #followInitializer(field: ts.PropertyDeclaration, fact: FunctionFact): void {
    const isStatic = ts.getModifiers(field)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false
    const constructor = field.parent.members.find(ts.isConstructorDeclaration)
    if (isStatic) this.#runWith(field, enclosingScope(field))
    else if (constructor) this.#runWith(field, constructor)
    else if (field.parent.name) this.#track(field.parent, { fact, depth: 0 }, field.parent.name.text)
  }

  #joinFamily(fact: FunctionFact, members: readonly ts.Declaration[], isExternal: boolean): void {
    for (const member of members) this.tools.registry.learnResult(functionOf(member))
    this.tools.registry.joinFamilies([fact, ...members.map((member) => this.tools.registry.factOf(functionOf(member)))])
    if (isExternal) fact.barrier ??= 'external-signature'
  }

  #track(declaration: ts.Declaration, value: Value, name: string): void {
    const key = `${value.fact.id} ${String(value.depth)} ${String(value.isIterator)} ${name}`
    let keys = this.#sighted.get(declaration)
    if (!keys) this.#sighted.set(declaration, (keys = new Set()))
    if (keys.has(key)) return
    keys.add(key)
    this.#queue.push({ declaration, value, name })
  }

  #refersTo(occurrence: ts.Node, declaration: ts.Declaration): boolean {
    const found = this.tools.symbols.declarationsAt(occurrence)
    if (found.includes(declaration)) return true
    // A name that is a function itself calls that and no other; resolving its signature would only cost time.
    if (found.length > 0 && found.every(ts.isFunctionLike)) return false
    const callee = memberOf(occurrence)
    const { parent } = callee
    if (this.#isMemberOfHolder(callee, declaration)) return true
    return ts.isCallExpression(parent) && parent.expression === callee && this.tools.symbols.calledBySignature(parent) === declaration
  }

  #isMemberOfHolder(access: ts.Node, declaration: ts.Declaration): boolean {
    const holders = this.#holders.get(declaration)
    if (!holders || !ts.isPropertyAccessExpression(access) || !ts.isIdentifier(access.expression)) return false
    return this.tools.symbols.declarationsAt(access.expression).some((found) => holders.has(found))
  }

  /** Decides what an occurrence of a tracked name means: another name for it, or a use of its value. */
  #visit(occurrence: ts.Node, { declaration, value, name }: Sighting): void {
    const { parent } = occurrence
    if (parent === declaration && ts.getNameOfDeclaration(declaration) === occurrence && !ts.isShorthandPropertyAssignment(parent)) return
    if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
      if ((parent.propertyName ?? parent.name) !== occurrence) return
      this.#alias(ts.isImportSpecifier(parent) ? 'import' : 'export', parent, name, value)
      this.#track(declaration, value, parent.name.text)
      this.#track(parent, value, parent.name.text)
    } else if (ts.isBindingElement(parent)) {
      if ((parent.propertyName ?? parent.name) !== occurrence || !ts.isIdentifier(parent.name)) return
      this.#alias('binding', parent, name, value)
      this.#track(declaration, value, parent.name.text)
      this.#track(parent, value, parent.name.text)
    } else if (ts.isShorthandPropertyAssignment(parent)) {
      this.#alias('property', parent, name, value)
      this.#track(parent, value, name)
      this.#trackContextual(parent, value, name)
    } else if (isExpressionName(occurrence)) {
      this.#useValue(memberOf(occurrence), value, occurrence)
    }
  }

  #useValue(expression: ts.Node, value: Value, name?: ts.Node): void {
    if (isAccessorRead(value.fact, name)) {
      this.#call(expression, value, { name })
      return
    }
    const isIterator = value.isIterator && value.depth === 0
    const use = isIterator ? useOfIterator(expression) : useOfValue(expression)
    switch (use.kind) {
      case 'iterated':
        this.#call(use.node, value, { name, use: use.use })
        break
      case 'called':
        if (value.depth > 0 && !use.throughMember) this.#useValue(use.call, { ...value, depth: value.depth - 1 })
        else if (isGenerator(value.fact)) this.#useValue(use.call, { ...value, isIterator: true }, name)
        else this.#call(use.call, value, { name })
        break
      case 'constructed':
        if (value.fact.form !== 'constructor' && value.fact.form !== 'field-initializer') value.fact.barrier ??= 'called-with-new'
        this.#call(use.call, value)
        break
      case 'argument':
        this.#handOver(use, value, name)
        break
      case 'stored':
        this.#track(use.declaration, value, nameText(use.declaration.name))
        if (isIterator) this.#writtenType(use.declaration, value)
        if (ts.isPropertyAssignment(use.declaration)) this.#useProperty(use.declaration, value, name)
        break
      case 'assigned':
        this.#assign(use, value, name)
        break
      case 'returned':
        this.#followFunction(use.from, { ...value, depth: value.depth + 1 })
        break
      case 'default-export':
        this.#followDefaultExport(expression.getSourceFile(), value)
        break
      case 'passed-through':
        this.#useValue(use.as, value, name)
        break
      case 'escapes':
        this.#escape(expression, value, { to: use.to, name })
        break
      case 'harmless':
    }
  }

  #useProperty(property: ts.PropertyAssignment, value: Value, name?: ts.Node): void {
    const key = nameText(property.name)
    if (name && isItself(value)) this.#alias('property', property, key, value)
    this.#trackContextual(property, value, key)
  }

  /** A function in an object literal is called through the members of its declared type, or as a member of its module. */
  #trackContextual(property: ts.ObjectLiteralElementLike, value: Value, name: string): void {
    this.#trackExported(property, value, name)
    for (const member of this.tools.symbols.inheritedMembers(property, name)) {
      if (!this.tools.isOwn(member.getSourceFile())) continue
      this.#track(member, value, name)
      if (isItself(value) && ts.isPropertySignature(member)) this.tools.registry.joinFamilies([value.fact, this.tools.registry.factOf(member)])
    }
    this.#handOnObject(property, value)
  }

  /** Where an object literal goes to code that no declared type leads into, its functions go with it. */
  #handOnObject(property: ts.ObjectLiteralElementLike, value: Value): void {
    const use = useOfValue(property.parent)
    const name = property.name && nameText(property.name)
    if (use.kind !== 'argument' || name === undefined || !mayBeUsed(value)) return
    if (this.tools.symbols.inheritedMembers(property, name).some((member) => this.tools.isOwn(member.getSourceFile()))) return
    const initializer = ts.isPropertyAssignment(property) ? property.initializer : property.name
    const result = initializer && ts.isExpression(initializer) ? this.tools.symbols.callbackResult(initializer) : 'unknown'
    const consumer = value.isIterator ? 'needs-result' : result === 'dropped' ? 'ignores' : result === 'promise' ? 'awaits' : 'needs-result'
    this.#emitHandover(property, value, { consumer, to: `${use.call.expression.getText()}, as ${name}`, name: ts.isShorthandPropertyAssignment(property) ? property.name : undefined })
  }

  #trackExported(property: ts.ObjectLiteralElementLike, value: Value, name: string): void {
    const use = useOfValue(property.parent)
    if (use.kind !== 'assigned' || !isDefaultTarget(use.target) || this.#holders.has(property)) return
    const holders = new Set<ts.Declaration>()
    this.#holders.set(property, holders)
    for (const importer of importersOf(property.getSourceFile(), this.tools)) {
      if (importer.kind === 'binding') holders.add(importer.declaration)
      else if (importer.kind === 'expression') this.#trackElement(importer.node, value, name)
    }
  }

  /** `const { load } = require('./x')` */
  #trackElement(required: ts.Node, value: Value, name: string): void {
    const { parent } = required
    if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) return
    for (const element of parent.name.elements) {
      if ((element.propertyName ?? element.name).getText() !== name) continue
      this.#alias('binding', element, name, value)
      this.#track(element, value, name)
    }
  }

  #assign({ target, assignment }: ValueUse & { kind: 'assigned' }, value: Value, name?: ts.Node): void {
    if (isDefaultTarget(target)) {
      this.#followDefaultExport(target.getSourceFile(), value)
    } else if (ts.isIdentifier(target) || ts.isPropertyAccessExpression(target)) {
      const targetName = ts.isIdentifier(target) ? target : target.name
      if (name && ts.isExpressionStatement(assignment.parent)) this.#alias('assignment', assignment.parent, targetName.text, value)
      for (const declaration of this.tools.symbols.declarationsAt(targetName)) {
        this.#track(declaration, value, targetName.text)
        if (value.isIterator && value.depth === 0) this.#writtenType(declaration, value)
      }
    } else {
      this.#escape(assignment, value, { to: target.getText(), name })
    }
    if (!ts.isExpressionStatement(assignment.parent)) this.#useValue(assignment, value, name)
  }

  #followDefaultExport(file: ts.SourceFile, value: Value): void {
    value.fact.isDefault = true
    for (const importer of importersOf(file, this.tools)) {
      if (importer.kind === 'binding') this.#track(importer.declaration, value, importer.name)
      else if (importer.kind === 'expression') this.#useValue(importer.node, value)
      else this.#followDefaultExport(importer.file, value)
    }
  }

  #call(node: ts.Node, value: Value, { name, use = useOfCall(node) }: { name?: ts.Node | undefined; use?: CallFact['use'] } = {}): void {
    const scope = enclosingScope(node)
    const caller = this.tools.registry.factOf(scope)
    // One loop may run over either of two iterators, each with a name of its own.
    if (!this.#isNew(`call ${value.fact.id} ${value.isIterator && name ? String(name.pos) : ''}`, node)) return
    const renamed = name && this.#rename(name, value)
    this.calls.push({
      file: caller.file,
      span: spanOf(node),
      caller: caller.id,
      callee: value.fact.id,
      ...(renamed && { name: renamed }),
      use,
    })
    this.enter(scope)
  }

  /** The type that is written where an iterator goes, of a variable, a parameter or what a function returns. */
  #writtenType(declaration: ts.Node, { fact }: Value): void {
    const type = 'type' in declaration ? declaration.type as ts.TypeNode | undefined : undefined
    if (!type || !this.#isNew(`type ${fact.id}`, type)) return
    const by = this.tools.registry.factOf(ts.isFunctionLike(declaration) ? functionOf(declaration) : enclosingScope(declaration))
    this.iteratorTypes.push({
      file: by.file, span: spanOf(type), function: fact.id, by: by.id, ...(ts.isParameter(declaration) && { isParameter: true }),
    })
  }

  #handOver({ call, argument }: ValueUse & { kind: 'argument' }, value: Value, name?: ts.Node): void {
    if (this.tools.isRegistration(call)) return
    const parameter = this.tools.symbols.parameterFor(call, argument)
    if (parameter && this.tools.isOwn(parameter.getSourceFile()) && ts.isIdentifier(parameter.name) && hasBody(parameter.parent)) {
      this.#track(parameter, value, parameter.name.text)
      if (value.isIterator && value.depth === 0) this.#writtenType(parameter, value)
      return
    }
    if (!mayBeUsed(value)) return
    const { barrier, method, consumer, to, isAssumed } = isGenerator(value.fact) ? this.tools.consumers.ofItems(call) : this.tools.consumers.of(call, argument)
    if (barrier) value.fact.barrier ??= barrier
    this.#emitHandover(argument, value, {
      consumer, to, name,
      ...(method !== undefined && ts.isCallExpression(call) && { call: { span: spanOf(call), method, use: useOfCall(call), ...(isAssumed && { isAssumed }) },
      }),
    })
  }

  #escape(node: ts.Node, value: Value, where: { to: string; name: ts.Node | undefined }): void {
    if (mayBeUsed(value)) this.#emitHandover(node, value, { consumer: 'needs-result', ...where })
  }

  #emitHandover(node: ts.Node, value: Value, what: Pick<HandoverFact, 'consumer' | 'to' | 'call'> & { name: ts.Node | undefined }): void {
    const scope = enclosingScope(node)
    const by = this.tools.registry.factOf(scope)
    if (!this.#isNew(`handover ${value.fact.id}`, node)) return
    const { name, ...rest } = what
    const renamed = name && this.#rename(name, value)
    this.handovers.push({ file: by.file, span: spanOf(node), by: by.id, function: value.fact.id, ...rest, ...(renamed && { name: renamed }) })
    this.enter(scope)
  }

  #alias(form: AliasFact['form'], node: ts.Node, name: string, value: Value): void {
    if (!isItself(value) || !this.#isNew(`alias ${value.fact.id}`, node)) return
    const { file } = this.tools.registry.factOf(node.getSourceFile())
    this.aliases.push({ file, function: value.fact.id, form, span: spanOf(node), name })
  }

  /** The identifier, when it goes by the function's own name, so that a twin could take its place. */
  #rename(name: ts.Node, value: Value): Span | undefined {
    return name.getText() === value.fact.name && !this.#isDefaultImport(name) ? spanOf(name) : undefined
  }

  #isDefaultImport(name: ts.Node): boolean {
    return this.tools.symbols.declarationsAt(name).some((declaration) => ts.isImportClause(declaration) || ts.isParameter(declaration))
  }

  #isNew(kind: string, node: ts.Node): boolean {
    const key = `${kind} ${node.getSourceFile().fileName} ${String(node.getStart())} ${String(node.end)}`
    if (this.#used.has(key)) return false
    this.#used.add(key)
    return true
  }
}

function isItself(value: Value): boolean {
  return value.depth === 0 && !value.isIterator
}

/** What takes a factory rarely calls it; what takes one of iterators takes their items, and must not be given others. */
function mayBeUsed(value: Value): boolean {
  return value.depth === 0 || value.isIterator === true
}

function isGenerator(fact: FunctionFact): boolean {
  return fact.isGenerator === true && !fact.isAsync
}
