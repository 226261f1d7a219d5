import { ts } from 'ts-morph'
import type { FunctionFact } from '../model/functions.js'
import { assignValue, bindValue } from './binding-values.js'
import { type Family, findFamily, functionsOf } from './families.js'
import { giveToDecorators } from './decorators.js'
import type { Flow, FollowTools } from './flow.js'
import { followTypes } from './follow-types.js'
import { enclosingScope, isFunctionWithBody, type Scope, type Signature } from './function-registry.js'
import { type Iteration, useOfIterator } from './iterator-uses.js'
import { type Importer, importersOf } from './importers.js'
import { useClass } from './object-values.js'
import {
  aliasForm, aliasStatement, constructorFunctionOf, homeOf, isAccessorUse, isAssignedMember, isAssignmentPattern, isDefaultExport,
  isExportedName, isExpressionName, isInAssignments, isInstanceMember, isMemberOfModule, isModuleExports, memberOf, nameText, superCallIn,
} from './occurrences.js'
import { ownExports } from './own-exports.js'
import { passArgument } from './pass-argument.js'
import { stepInto } from './property-names.js'
import { readMember, runCall } from './read-member.js'
import { Sightings } from './sightings.js'
import { storeValue } from './store-value.js'
import { SetAgain } from './set-again.js'
import { requiredModule } from './syntax.js'
import { giveThis } from './this-uses.js'
import { type Handover, ValueFacts } from './value-facts.js'
import { learnUnwanted } from './unwanted-values.js'
import { afterStep, heldBy, isFunctionItself, isIteratorItself, isObjectOf, type Step, stepTo, type Value, valueOfFunction } from './value.js'
import { useOfValue, type ValueUse } from './value-uses.js'

export type { FollowTools } from './flow.js'

interface Sighting {
  declaration: ts.Declaration
  value: Value
  /** One of the names under which the declaration is used. */
  name: string
}

/**
 * Follows functions that block from where they are written to every place that calls them or hands them on, and then
 * the functions in which that happens, until nothing new is found.
 */
export class ValueFollower implements Flow {
  readonly facts: ValueFacts
  readonly #queue: Sighting[] = []
  readonly #sighted = new Sightings()
  readonly #used = new Sightings()
  readonly #stored = new Sightings()
  readonly #entered = new Set<Scope | Signature>()
  readonly #typed: { node: ts.SignatureDeclaration; fact: FunctionFact }[] = []
  readonly #families = new Map<ts.Node, Family>()
  readonly #importers = new Map<ts.SourceFile, Importer[]>()
  readonly #setAgain: SetAgain

  constructor(readonly tools: FollowTools) {
    this.#setAgain = new SetAgain(tools)
    this.facts = new ValueFacts({ ...tools, setAgain: this.#setAgain, standsFor: (name, value) => this.#standsFor(name, value) })
  }

  /** Takes in a scope whose code blocks, or what stands for one, and through it whoever runs that code. */
  enter(scope: Scope | Signature): void {
    if (this.#entered.has(scope)) return
    const fact = this.tools.registry.factOf(scope)
    if (this.tools.isRuled(scope)) fact.hasRule = true
    if (fact.hasRule) return
    this.#entered.add(scope)
    this.tools.registry.learnResult(scope)
    if (ts.isFunctionLike(scope)) this.#typed.push({ node: scope, fact })
    if (isFunctionWithBody(scope)) this.follow(scope, valueOfFunction(fact))
    else if (ts.isTypeElement(scope)) this.#followSignature(scope, valueOfFunction(fact))
    else if (ts.isParameter(scope)) this.#runWith(scope, scope.parent as ts.FunctionLikeDeclaration)
    else if (ts.isPropertyDeclaration(scope)) this.#followInitializer(scope, fact)
    else if (ts.isClassStaticBlockDeclaration(scope)) this.#runWith(scope, enclosingScope(scope))
  }

  /** Everything taken in so far. */
  entered(): (Scope | Signature)[] {
    return [...this.#entered]
  }

  /** Works until every function taken in is followed to its end: by names first, as a call by a name tells more than one by a type. */
  run(): void {
    do {
      for (let sighting = this.#queue.pop(); sighting; sighting = this.#queue.pop()) this.#look(sighting)
      const typed = this.#typed.pop()
      if (typed) followTypes(typed.node, typed.fact, this)
    } while (this.#queue.length > 0 || this.#typed.length > 0)
  }

  #look(sighting: Sighting): void {
    const home = homeOf(sighting.declaration)
    const { index } = this.tools
    for (const occurrence of home ? index.occurrencesIn(home, sighting.name) : index.occurrences(sighting.name)) {
      if (this.#refersTo(occurrence, sighting.declaration)) this.#visit(occurrence, sighting)
    }
  }

  track(declaration: ts.Declaration, value: Value, name: string): void {
    if (this.#sighted.isCrowded(declaration, value) || !this.#sighted.isNew(declaration, value, name)) return
    this.#queue.push({ declaration, value, name })
    if (value.isIterator && value.path.length === (ts.isFunctionLike(declaration) ? 1 : 0)) this.facts.iteratorType(declaration, value)
    if (isExportedName(declaration)) this.#exportName(declaration, value, name)
    const maker = value.path[0] === '.prototype' ? constructorFunctionOf(declaration) : undefined
    if (maker) giveThis(maker, afterStep(value), this)
  }

  store(target: ts.Expression, value: Value): void {
    if (this.#stored.isNew(target, value)) storeValue(target, value, this)
  }

  call(node: ts.Node, value: Value, name?: ts.Node): void {
    const scope = this.facts.call(node, value, { name })
    if (scope) this.enter(scope)
  }

  handOver(node: ts.Node, value: Value, handover: Handover): void {
    if (isFunctionItself(value) && this.tools.links.leadOn(node)) return
    const scope = this.facts.handover(node, value, handover)
    if (scope) this.enter(scope)
  }

  use(expression: ts.Node, value: Value, name?: ts.Node): void {
    if (!this.#used.isNew(expression, value)) return
    // Whoever has an object may do what makes JavaScript call its method.
    if (isObjectOf(value) && value.fact.barrier === 'conversion-method') this.call(expression, value, name)
    const use = isIteratorItself(value) ? useOfIterator(expression) : useOfValue(expression)
    if (isAccessorUse(value.fact, name) && isFunctionItself(value)) this.call(expression, value, name)
    else if (use.kind === 'iterated') this.#iterate(use, value, name)
    else this.#useAs(use, expression, { value, name })
  }

  exportAs(file: ts.SourceFile, value: Value): void {
    if (!this.#sighted.isNew(file, value)) return
    if (isFunctionItself(value)) value.fact.isDefault = true
    else for (const node of ownExports(file, this.tools)) this.use(node, value)
    const given: Value = ts.isExternalModule(file) || !isFunctionItself(value) ? value : { ...value, asModule: true }
    for (const importer of this.#importersOf(file)) {
      const form = importer.kind === 'expression' ? undefined : aliasForm(importer.declaration)
      if (form && importer.kind !== 'expression') this.facts.alias(form, importer.declaration, { name: 'default', as: importer.name, value: given })
      // TypeScript and bundlers take `exports.default` for what an import of the default gives, Node.js takes all of `exports`.
      if (form && importer.kind === 'binding' && value.path[0] === '.default') this.track(importer.declaration, afterStep(value), importer.name)
      if (importer.kind === 'binding') this.track(importer.declaration, given, importer.name)
      else if (importer.kind === 'expression') this.use(importer.node, given, isFunctionItself(given) ? importer.node : undefined)
      else this.exportAs(importer.file, given)
    }
  }

  relate(member: ts.Declaration, value: Value): void {
    const key = ts.getNameOfDeclaration(member)
    for (const relative of this.#familyOf(member, value)) if (key) this.track(relative, value, nameText(key))
  }

  /** Decides what a use means: another name for the value, a step closer to the function, or the function's end. */
  #useAs(use: ValueUse, expression: ts.Node, { value, name }: { value: Value; name: ts.Node | undefined }): void {
    switch (use.kind) {
      case 'called': runCall(use.call, value, { name, flow: this }); break
      case 'constructed': this.#construct(use.call, value); break
      case 'argument': passArgument({ ...use, name }, value, this); break
      case 'member': readMember(use.access, value, { name, flow: this }); break
      case 'bound': this.#bind(use, value, name); break
      case 'field': this.#followMember(use.field, value); break
      case 'property': this.#holdInProperty(use.property, value, name); break
      case 'assigned': this.#assign(use, value, name); break
      case 'each-assigned': this.#assignTo(use.target, afterStep(value)); break
      case 'returned': this.#hold(use.step, value, (held) => { this.follow(use.from, held) }); break
      case 'default-export': this.#exportDefault(use.by, value, name); break
      case 'passed-through': this.#hold(use.step ? [use.step] : [], value, (held) => { this.use(use.as, held, use.step ? undefined : name) }); break
      case 'extended': this.#extend(use.by, value); break
      case 'decorates': this.#decorate(use.member, value, expression); break
      case 'escapes': this.#escape(expression, value, { to: use.to, name }); break
      case 'harmless':
    }
  }

  #hold(steps: readonly Step[], value: Value, go: (held: Value) => void): void {
    const held = heldBy(value, ...steps)
    if (held) go(held)
  }

  follow(node: ts.FunctionLikeDeclaration, value: Value): void {
    if (ts.isConstructorDeclaration(node)) useClass(node.parent, value, this)
    else if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) this.#useWritten(node, value)
    else if (ts.isClassElement(node) || ts.isObjectLiteralElement(node)) this.#followMember(node, value)
    else if (node.name) {
      for (const member of this.#familyOf(node, value)) this.track(member, value, nameText(node.name))
      if (isDefaultExport(node)) this.#exportDefault(node, value)
    }
  }

  #useWritten(node: ts.FunctionExpression | ts.ArrowFunction, value: Value): void {
    if (value.isIterator && value.path.length === 1) this.facts.iteratorType(node, value)
    if (node.name) this.track(node, value, node.name.text)
    this.use(node, value)
  }

  /** A member is known by the names of its family, and goes along with the object or class that has it. */
  #followMember(member: ts.ClassElement | ts.ObjectLiteralElement, value: Value): void {
    if (!member.name) return
    const key = stepInto(member.name, this.tools.symbols)
    for (const relative of this.#familyOf(member, value)) if (key !== undefined) this.track(relative, value, key)
    const { parent } = member
    const steps: Step[] = isInstanceMember(member) ? ['.prototype', stepTo(key)] : [stepTo(key)]
    if (isFunctionItself(value) && ts.isMethodDeclaration(member)) giveToDecorators(member, value, this)
    if (ts.isPrivateIdentifier(member.name)) return
    this.#hold(steps, value, (held) => {
      if (ts.isClassLike(parent)) useClass(parent, held, this)
      if (!ts.isObjectLiteralExpression(parent)) return
      this.use(parent, held)
      giveThis(parent, held, this)
    })
  }

  #followSignature(member: ts.TypeElement, value: Value): void {
    if (member.name) for (const relative of this.#familyOf(member, value)) this.track(relative, value, nameText(member.name))
  }

  #familyOf(node: ts.Declaration, value: Value): readonly ts.Declaration[] {
    let family = this.#families.get(node)
    if (!family) this.#families.set(node, (family = findFamily(node, this.tools.symbols, this.tools.index)))
    if (!isFunctionItself(value) || ts.isAccessor(node)) return family.members
    const { registry, symbols } = this.tools
    const functions = family.members.flatMap((member) => functionsOf(member, symbols))
    for (const member of functions) {
      registry.learnResult(member)
      // What converts along with the family has callers of its own.
      if (isFunctionWithBody(member)) this.enter(member)
    }
    registry.joinFamilies([value.fact, ...functions.map((member) => registry.factOf(member))])
    learnUnwanted(functions, this.tools)
    if (family.isExternal && !ts.isObjectLiteralExpression(node.parent)) value.fact.barrier ??= 'external-signature'
    return family.members
  }

  /** A default value is computed when its function is called, a field's when its class is constructed. */
  #runWith(part: Scope, runner: Scope): void {
    this.facts.part(part, runner)
    this.enter(runner)
  }

  #followInitializer(field: ts.PropertyDeclaration, fact: FunctionFact): void {
    const isStatic = ts.getModifiers(field)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false
    const constructor = field.parent.members.find(ts.isConstructorDeclaration)
    if (isStatic) this.#runWith(field, enclosingScope(field))
    else if (constructor) this.#runWith(field, constructor)
    else useClass(field.parent, valueOfFunction(fact), this)
  }

  #refersTo(occurrence: ts.Node, declaration: ts.Declaration): boolean {
    const found = this.tools.symbols.declarationsAt(occurrence)
    if (found.includes(declaration)) return !ts.isFunctionLike(declaration) || ts.isAccessor(declaration) || !this.tools.symbols.isResultByName(occurrence)
    // A name that is a function itself calls that and no other; resolving its signature would only cost time.
    if (found.length > 0 && found.every(ts.isFunctionLike)) return false
    const callee = memberOf(occurrence)
    const { parent } = callee
    return ts.isCallExpression(parent) && parent.expression === callee && this.tools.symbols.calledBySignature(parent) === declaration
  }

  /** Decides what an occurrence of a tracked name means: another name for it, or a use of its value. */
  #visit(occurrence: ts.Node, { declaration, value, name }: Sighting): void {
    const { parent } = occurrence
    if (parent === declaration && ts.getNameOfDeclaration(declaration) === occurrence && !ts.isShorthandPropertyAssignment(parent)) return
    if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
      if ((parent.propertyName ?? parent.name) !== occurrence) return
      this.facts.alias(ts.isImportSpecifier(parent) ? 'import' : 'export', parent, { name, as: parent.name.text, value })
      this.track(declaration, value, parent.name.text)
      this.track(parent, value, parent.name.text)
      if (ts.isExportSpecifier(parent)) this.#exportName(parent, value, parent.name.text)
    } else if (ts.isBindingElement(parent) && parent.initializer !== occurrence) {
      if ((parent.propertyName ?? parent.name) !== occurrence) return
      this.facts.alias('binding', parent, { name, as: parent.name.getText(), value })
      if (ts.isIdentifier(parent.name)) this.track(declaration, value, parent.name.text)
      bindValue(parent.name, value, this)
    } else if (ts.isShorthandPropertyAssignment(parent)) {
      this.#holdInShorthand(parent, value, name)
    } else if (isExpressionName(occurrence) || (value.fact.form === 'setter' && isAssignedMember(occurrence))) {
      this.use(memberOf(occurrence), value, occurrence)
    }
  }

  #bind({ name, each }: ValueUse & { kind: 'bound' }, value: Value, source?: ts.Node): void {
    const statement = source && aliasStatement(name, memberOf(source))
    if (statement) this.facts.alias('variable', statement, { name: nameText(source), as: name.getText(), value })
    if (!each) bindValue(name, value, this)
    else if (value.path[0] === '[]') bindValue(name, afterStep(value), this)
  }

  #construct(call: ts.NewExpression, value: Value): void {
    if (value.path[0] === '.prototype') this.use(call, afterStep(value))
    if (!isFunctionItself(value)) return
    if (value.fact.form !== 'constructor' && value.fact.form !== 'field-initializer') value.fact.barrier ??= 'called-with-new'
    this.call(call, value)
  }

  /** What a decorator returns, or puts into the descriptor, takes the place of the method. */
  #decorate(member: ts.Node, value: Value, expression: ts.Node): void {
    const { registry } = this.tools
    const isReplacement = value.path.join('') === '()' || value.path.join('') === '(2).value'
    if (isFunctionItself(value)) this.handOver(expression, value, { consumer: 'needs-result', to: 'a decorator' })
    if (!isReplacement || !ts.isMethodDeclaration(member)) return
    registry.joinFamilies([value.fact, registry.factOf(member)])
    this.enter(member)
  }

  /** A class inherits what its base holds, and its constructor runs that of its base. */
  #extend(heir: ts.ClassLikeDeclaration, value: Value): void {
    const constructor = isFunctionItself(value) ? heir.members.find(ts.isConstructorDeclaration) : undefined
    const start = constructor?.body && superCallIn(constructor.body)
    if (start) this.call(start, value)
    else useClass(heir, value, this)
  }

  #holdInProperty(property: ts.PropertyAssignment, value: Value, name?: ts.Node): void {
    if (name && isFunctionItself(value)) this.facts.alias('property', property, { name: nameText(name), as: nameText(property.name), value })
    this.#followMember(property, value)
  }

  #holdInShorthand(property: ts.ShorthandPropertyAssignment, value: Value, name: string): void {
    if (isAssignmentPattern(property.parent)) return
    this.facts.alias('property', property, { name, value })
    this.#followMember(property, value)
  }

  #assign({ target, assignment }: ValueUse & { kind: 'assigned' }, value: Value, name?: ts.Node): void {
    const isStatement = isInAssignments(assignment)
    if (name && isStatement && isModuleExports(target)) this.facts.alias('module', target, { name: nameText(name), as: 'default', value })
    else if (name && isStatement && ts.isPropertyAccessExpression(target)) this.facts.alias('assignment', target, { name: nameText(name), as: target.name.text, value })
    this.#assignTo(target, value)
    if (!ts.isExpressionStatement(assignment.parent)) this.use(assignment, value, name)
  }

  #assignTo(target: ts.Expression, value: Value): void {
    if (isModuleExports(target)) this.exportAs(target.getSourceFile(), value)
    else assignValue(target, value, this)
  }

  #iterate({ node, use }: Iteration, value: Value, name: ts.Node | undefined): void {
    const scope = this.facts.call(node, value, { name, use })
    if (scope) this.enter(scope)
  }

  #escape(node: ts.Node, value: Value, where: { to: string; name: ts.Node | undefined }): void {
    if (isFunctionItself(value) || value.isIterator) this.handOver(node, value, { consumer: 'needs-result', ...where })
  }

  #exportDefault(declaration: ts.Declaration, value: Value, name?: ts.Node): void {
    const isStatement = ts.isExportAssignment(declaration) && !declaration.isExportEquals
    if (name && isStatement) this.facts.alias('default-export', declaration, { name: nameText(name), as: 'default', value })
    const named = ts.isExportAssignment(declaration) ? this.tools.symbols.declarationsAt(declaration.expression) : []
    for (const each of [declaration, ...named]) this.track(each, value, 'default')
    this.exportAs(declaration.getSourceFile(), value)
  }

  /** A name that a module exports is a property of what `import * as` and `require` give. */
  #exportName(node: ts.Node, value: Value, name: string): void {
    if (name === 'default') this.exportAs(node.getSourceFile(), value)
    else this.#hold([stepTo(name)], value, (held) => { this.exportAs(node.getSourceFile(), held) })
  }

  #importersOf(file: ts.SourceFile): Importer[] {
    let importers = this.#importers.get(file)
    if (!importers) this.#importers.set(file, (importers = importersOf(file, this.tools)))
    return importers
  }

  /** As what an identifier stands for the function alone, so that a twin could take its place: by a name, or as its whole module. */
  #standsFor(name: ts.Node, value: Value): Value | undefined {
    if (requiredModule(name)) return value.asModule ? value : undefined
    if (value.isIterator && nameText(name) !== value.fact.name) return undefined
    const declarations = this.tools.symbols.declarationsAt(name)
    if (declarations.some((declaration) => ts.isParameter(declaration) || this.#setAgain.has(declaration))) return undefined
    const plain = valueOfFunction(value.fact)
    const known = [plain, { ...plain, asModule: true as const }].find((candidate) => {
      return declarations.some((declaration) => this.#sighted.has(declaration, candidate, nameText(name)))
    })
    return known ?? (isMemberOfModule(name, this.tools.symbols) ? value : undefined)
  }
}
