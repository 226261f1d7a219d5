import path from 'node:path'
import { ts } from 'ts-morph'
import { moduleName } from '../api-origin.js'
import type { Unit } from '../project.js'
import { returnedBy, valueOf } from '../resolve-functions.js'
import type { Symbols } from '../symbols.js'
import { innermost, outermost } from '../syntax.js'
import type { MockCall, MockCalls } from './mock-calls.js'

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** A module that a test replaces: a file of the project, or a package by its name. */
export type MockedModule = ts.SourceFile | string

/** Finds the modules that tests replace, and what they put in their place. */
export class MockedModules {
  constructor(private readonly unit: Pick<Unit, 'options' | 'program' | 'host'>, private readonly calls: MockCalls, private readonly symbols: Symbols) {}

  /** The module that a specifier leads to from a file. */
  at(specifier: string, from: ts.SourceFile): MockedModule {
    const { options, program, host } = this.unit
    if (specifier.startsWith('.')) return this.#beside(path.resolve(path.dirname(from.fileName), specifier)) ?? specifier
    const found = ts.resolveModuleName(specifier, from.fileName, options, host).resolvedModule
    const file = found && !found.isExternalLibraryImport ? program.getSourceFile(found.resolvedFileName) : undefined
    return file ?? moduleName(specifier)
  }

  /** The module that an object stands for, being what a test puts in its place. */
  standingFor(literal: ts.ObjectLiteralExpression): MockedModule | undefined {
    const { parent } = outermost(literal)
    if (ts.isPropertyAssignment(parent) && ts.isObjectLiteralExpression(parent.parent)) return this.#ofProperty(parent, parent.parent)
    const call = ts.isCallExpression(parent) ? parent : mockCallAround(parent)
    const mock = call && this.calls.at(call)
    return mock?.does === 'replace-module' && literalsIn(mock.factory).includes(literal) ? this.at(mock.specifier.text, literal.getSourceFile()) : undefined
  }

  /** The objects that take the place of modules in a call, and those modules. */
  replacedBy(mock: MockCall, from: ts.SourceFile): { module: MockedModule; literals: ts.ObjectLiteralExpression[]; at: ts.Expression }[] {
    if (mock.does === 'replace-module') {
      return [{ module: this.at(mock.specifier.text, from), literals: literalsIn(mock.factory), at: mock.specifier }]
    }
    if (mock.does !== 'load-with') return []
    const loaded = this.at(mock.specifier.text, from)
    const base = typeof loaded === 'string' ? from : loaded
    return mock.modules.properties.flatMap((property) => {
      if (!ts.isPropertyAssignment(property)) return []
      const name = ts.isStringLiteralLike(property.name) ? property.name.text : property.name.getText()
      return [{ module: this.at(name, base), literals: literalsIn(property.initializer), at: property.initializer }]
    })
  }

  /** `{ './load': { load: … } }` of proxyquire, `{ namedExports: { load: … } }`, `{ default: { load: … } }`. */
  #ofProperty(property: ts.PropertyAssignment, holder: ts.ObjectLiteralExpression): MockedModule | undefined {
    const call = outermost(holder).parent
    const mock = ts.isCallExpression(call) ? this.calls.at(call) : undefined
    const from = holder.getSourceFile()
    if (mock?.does === 'load-with') {
      return this.replacedBy(mock, from).find(({ at }) => at === property.initializer)?.module
    }
    return /^(default|namedExports)$/.test(property.name.getText()) ? this.standingFor(holder) : undefined
  }

  #beside(target: string): ts.SourceFile | undefined {
    const stems = [target, target.replace(/\.[mc]?jsx?$/, ''), path.join(target, 'index')]
    const names = [target, ...stems.flatMap((stem) => extensions.map((extension) => stem + extension))]
    for (const name of names) {
      const file = this.unit.program.getSourceFile(name)
      if (file) return file
    }
    return undefined
  }

  /** The member of an object that stands for a module, as the module itself declares it. */
  exported(module: MockedModule, name: string): readonly ts.Declaration[] {
    return typeof module === 'string' ? [] : this.symbols.exportedAs(module, name)
  }
}

function mockCallAround(node: ts.Node): ts.CallExpression | undefined {
  const factory = ts.isArrowFunction(node) ? node : ts.findAncestor(node, ts.isFunctionLike)
  const call = factory?.parent
  return call && ts.isCallExpression(call) ? call : undefined
}

/** The objects that a factory gives, or that are written in its place. */
function literalsIn(factory: ts.Expression | undefined): ts.ObjectLiteralExpression[] {
  const node = factory && innermost(factory)
  if (!node) return []
  const values = ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? returnedBy(node) : [node]
  const literals = values.map(innermost).filter(ts.isObjectLiteralExpression)
  return [...literals, ...literals.flatMap(nestedIn)]
}

function nestedIn(literal: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression[] {
  return literal.properties.flatMap((property) => {
    const value = ts.isPropertyAssignment(property) && /^(default|namedExports)$/.test(property.name.getText()) ? valueOf(property) : undefined
    const inner = value && innermost(value)
    return inner && ts.isObjectLiteralExpression(inner) ? [inner] : []
  })
}
