import path from 'node:path'
import { ts } from 'ts-morph'
import type { Driver } from '../drivers/driver.js'
import type { ApiRule } from '../model/rules.js'
import type { Origin } from './api-origin.js'
import { isFunctionWithBody } from './function-registry.js'

/** What rules and drivers name. */
interface Named {
  rules: readonly ApiRule[]
  drivers: readonly Driver[]
}

/**
 * Says of what is declared in the project or in a package's types whether a rule or a driver means it. Imports tell where a
 * package's functions come from; a module of the project, and the methods of a package's classes, are told by where they are declared.
 */
export class NamedModules {
  readonly #names = new Map<string, Set<string>>()
  readonly #files: ReadonlyMap<string, string>
  readonly #ruled: ReadonlySet<string>

  constructor(root: string, { rules, drivers }: Named) {
    for (const { module, name } of rules) if (module.startsWith('.') || name.includes('#')) this.#add(module, [firstName(name)])
    for (const driver of drivers) if (driver.module.startsWith('.')) this.#add(driver.module, namesOf(driver))
    this.#files = new Map([...this.#names.keys()].filter((module) => module.startsWith('.')).map((module) => [path.join(root, module), module]))
    this.#ruled = new Set(rules.filter(({ module }) => module.startsWith('.')).map(({ module, name }) => `${module} ${name}`))
  }

  /** The module of the project that a rule or a driver names and that a file is. */
  moduleOf({ fileName }: ts.SourceFile): string | undefined {
    return this.#files.get(path.normalize(fileName))
  }

  /** Where a declaration comes from, if that is a name that a rule or a driver knows. */
  originOf(declaration: ts.Declaration): Origin | undefined {
    const file = declaration.getSourceFile()
    const module = this.moduleOf(file) ?? packageOf(file.fileName)
    const names = module === undefined ? undefined : this.#names.get(module)
    if (module === undefined || !names) return undefined
    const owner = declaration.parent
    const isMember = ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner)
    const outer = isMember ? owner : declaration
    if (!isAtTopLevel(outer)) return undefined
    const exported = names.has('') && isExportedAsDefault(outer) ? '' : ts.getNameOfDeclaration(outer)?.getText()
    if (exported === undefined || !names.has(exported)) return undefined
    const member = isMember ? ts.getNameOfDeclaration(declaration)?.getText() : undefined
    if (isMember) return member === undefined ? undefined : { module, path: [`${exported}#${member}`] }
    return { module, path: exported === '' ? [] : [exported] }
  }

  /** A function of the project that a rule is about: it stays as it is, and so do its callers but for their calls of it. */
  isRuled(node: ts.Node): boolean {
    if (this.#ruled.size === 0 || !isFunctionWithBody(node)) return false
    const holder = ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) ? node.parent : node
    const origin = this.originOf(holder)
    return origin !== undefined && this.#ruled.has(`${origin.module} ${origin.path.join('.')}`)
  }

  #add(module: string, names: readonly string[]): void {
    this.#names.set(module, new Set([...this.#names.get(module) ?? [], ...names]))
  }
}

/** `Dir` of `Dir#readSync`, `db` of `db.query`. */
function firstName(name: string): string {
  return name.split(/[#.]/)[0] ?? name
}

function namesOf({ connections, classes, functions = {} }: Driver): string[] {
  return [...connections.map(({ name }) => name), ...Object.values(classes).flatMap(({ types }) => types), ...Object.keys(functions).map(firstName)]
}

/** The package that an installed file belongs to; `@types/a__b` has the types of `@a/b`. */
function packageOf(fileName: string): string | undefined {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(fileName) ?? []
  return name?.replace(/^@types\/(?:(.+)__)?(.+)$/, (_, scope: string | undefined, bare: string) => (scope === undefined ? bare : `@${scope}/${bare}`))
}

/** A declaration, or a property of the object that a CommonJS module exports, that belongs to no function. */
function isAtTopLevel(declaration: ts.Declaration): boolean {
  return ts.findAncestor(declaration.parent, (node) => ts.isFunctionLike(node) || ts.isClassLike(node)) === undefined
}

/** `export default class {}`, `export default Store` and `module.exports = Store`. */
function isExportedAsDefault(declaration: ts.Declaration): boolean {
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Default) return true
  const name = ts.getNameOfDeclaration(declaration)?.getText()
  return name !== undefined && declaration.getSourceFile().statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return statement.expression.getText() === name
    const value = ts.isExpressionStatement(statement) ? statement.expression : undefined
    return value !== undefined && ts.isBinaryExpression(value) && value.left.getText() === 'module.exports' && value.right.getText() === name
  })
}
