import path from 'node:path'
import { ts } from 'ts-morph'
import { moduleName } from '../api-origin.js'
import type { NameIndex } from '../name-index.js'
import type { Unit } from '../project.js'
import { returnedBy, valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost, outermost } from '../syntax.js'
import type { MockCall, MockCalls } from './mock-calls.js'

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** A module that a test replaces: a file of the project, or a package by its name. */
export type MockedModule = ts.SourceFile | string

interface ModuleTools {
  unit: Pick<Unit, 'options' | 'program' | 'host'>
  calls: MockCalls
  symbols: Symbols
  index: NameIndex
}

/** Finds the modules that tests replace, and what they put in their place. */
export class MockedModules {
  constructor(private readonly tools: ModuleTools) {}

  /** The module that a specifier leads to from a file. */
  at(specifier: string, from: ts.SourceFile): MockedModule {
    const { options, program, host } = this.tools.unit
    if (specifier.startsWith('.')) return this.#beside(path.resolve(path.dirname(from.fileName), specifier)) ?? specifier
    const found = ts.resolveModuleName(specifier, from.fileName, options, host).resolvedModule
    const file = found && !found.isExternalLibraryImport ? program.getSourceFile(found.resolvedFileName) : undefined
    return file ?? moduleName(specifier)
  }

  /** The module that an object, or the name of one, stands for, being what a test puts in its place. */
  standingFor(value: ts.Expression, seen = new Set<ts.Node>()): MockedModule | undefined {
    if (seen.has(value)) return undefined
    seen.add(value)
    const { parent } = outermost(value)
    if (ts.isPropertyAssignment(parent) && ts.isObjectLiteralExpression(parent.parent)) return this.#ofProperty(parent, parent.parent, seen)
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return this.#ofVariable(parent, seen)
    const call = ts.isCallExpression(parent) ? parent : mockCallAround(parent)
    const mock = call && this.tools.calls.at(call)
    const isGiven = mock?.does === 'replace-module' && givenBy(mock.factory).includes(value)
    return isGiven ? this.at(mock.specifier.text, value.getSourceFile()) : undefined
  }

  /** The objects that take the place of modules in a call, and those modules. */
  replacedBy(mock: MockCall, from: ts.SourceFile): { module: MockedModule; literals: ts.ObjectLiteralExpression[]; at: ts.Expression }[] {
    if (mock.does === 'replace-module') {
      return [{ module: this.at(mock.specifier.text, from), literals: this.#literalsIn(mock.factory), at: mock.specifier }]
    }
    if (mock.does !== 'load-with') return []
    const loaded = this.at(mock.specifier.text, from)
    const base = typeof loaded === 'string' ? from : loaded
    return mock.modules.properties.flatMap((property) => {
      if (!ts.isPropertyAssignment(property)) return []
      const name = ts.isStringLiteralLike(property.name) ? property.name.text : property.name.getText()
      return [{ module: this.at(name, base), literals: this.#literalsIn(property.initializer), at: property.initializer }]
    })
  }

  /** The member of an object that stands for a module, as the module itself declares it. */
  exported(module: MockedModule, name: string): readonly ts.Declaration[] {
    return typeof module === 'string' ? [] : this.tools.symbols.exportedAs(module, name)
  }

  /** `{ './load': { load: … } }` of proxyquire, `{ namedExports: { load: … } }`, `{ default: { load: … } }`. */
  #ofProperty(property: ts.PropertyAssignment, holder: ts.ObjectLiteralExpression, seen: Set<ts.Node>): MockedModule | undefined {
    const call = outermost(holder).parent
    const mock = ts.isCallExpression(call) ? this.tools.calls.at(call) : undefined
    if (mock?.does === 'load-with') return this.replacedBy(mock, holder.getSourceFile()).find(({ at }) => at === property.initializer)?.module
    return isNested(property) ? this.standingFor(holder, seen) : undefined
  }

  /** `const stubs = { load: … }`, `proxyquire('./greet', { './load': stubs })` */
  #ofVariable(declaration: ts.VariableDeclaration, seen: Set<ts.Node>): MockedModule | undefined {
    const { index, symbols } = this.tools
    for (const use of index.occurrences(declaration.name.getText())) {
      const isUse = use !== declaration.name && ts.isIdentifier(use) && use.getSourceFile() === declaration.getSourceFile()
      const module = isUse && symbols.declarationsAt(use).includes(declaration) ? this.standingFor(use, seen) : undefined
      if (module) return module
    }
    return undefined
  }

  /** The objects that a factory gives, or that are written in its place, under a name or not. */
  #literalsIn(factory: ts.Expression | undefined): ts.ObjectLiteralExpression[] {
    const values = givenBy(factory).flatMap((value) => (ts.isIdentifier(value) ? this.tools.symbols.declarationsAt(value).map(valueOf) : [value]))
    const literals = values.filter((value) => value !== undefined).map(innermost).filter(ts.isObjectLiteralExpression)
    return [...literals, ...literals.flatMap(nestedIn)]
  }

  #beside(target: string): ts.SourceFile | undefined {
    const stems = [target, target.replace(/\.[mc]?jsx?$/, ''), path.join(target, 'index')]
    const names = [target, ...stems.flatMap((stem) => extensions.map((extension) => stem + extension))]
    for (const name of names) {
      const file = this.tools.unit.program.getSourceFile(name)
      if (file) return file
    }
    return undefined
  }
}

function mockCallAround(node: ts.Node): ts.CallExpression | undefined {
  const factory = ts.isArrowFunction(node) ? node : ts.findAncestor(node, ts.isFunctionLike)
  const call = factory?.parent
  return call && ts.isCallExpression(call) ? call : undefined
}

/** What a factory returns, or what is handed over in its place. */
function givenBy(factory: ts.Expression | undefined): ts.Expression[] {
  const node = factory && innermost(factory)
  if (!node) return []
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? returnedBy(node).map(innermost) : [node]
}

function nestedIn(literal: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression[] {
  return literal.properties.flatMap((property) => {
    const value = ts.isPropertyAssignment(property) && isNested(property) ? innermost(property.initializer) : undefined
    return value && ts.isObjectLiteralExpression(value) ? [value] : []
  })
}

function isNested(property: ts.PropertyAssignment): boolean {
  return /^(default|namedExports)$/.test(property.name.getText())
}
