import { ts } from 'ts-morph'
import type { NamedModules } from './named-modules.js'
import { accessedName, stepInto } from './property-names.js'
import { innermost, requiredModule } from './syntax.js'
import type { Symbols } from './symbols.js'

/** What an expression denotes in an imported module: `['promises']` of `fs`, or the module itself for an empty path. */
export interface Origin {
  module: string
  path: readonly string[]
  /** The package that stands in for the module, and has more than that. */
  dropIn?: string
}

/** Packages whose exports include all of a built-in module under the same names. */
const dropIns = new Map([['fs-extra', 'fs'], ['graceful-fs', 'fs']])

/** The module a specifier names, without `node:` and with drop-in replacements seen as what they replace. */
export function moduleName(specifier: string): string {
  const name = specifier.replace(/^node:/, '')
  return dropIns.get(name) ?? name
}

function originOf(specifier: string): Origin {
  const dropIn = packageIn(specifier)
  return { module: moduleName(specifier), path: [], ...(dropIns.has(dropIn) && { dropIn }) }
}

/** `fs-extra` for `fs-extra/esm`. */
export function packageIn(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** Finds which module an expression comes from by its imports, so that it works where the module has no types. */
export class ApiOrigins {
  readonly #known = new Map<ts.Declaration, Origin | undefined>()

  constructor(private readonly symbols: Symbols, private readonly named?: NamedModules) {}

  /** Where an expression comes from; undefined when it is neither imported from a package nor named by a rule or a driver. */
  of(expression: ts.Expression): Origin | undefined {
    const node = innermost(expression)
    const required = requiredModule(node)
    if (required) return this.#required(required)
    if (ts.isAwaitExpression(node)) return this.of(node.expression)
    if (ts.isCallExpression(node)) return importedBy(node)
    if (ts.isPropertyAccessExpression(node)) return this.ofMember(node.expression, node.name.text) ?? this.#byDeclarations(node.name)
    if (ts.isElementAccessExpression(node)) return this.#ofElement(node)
    return ts.isIdentifier(node) ? this.#byDeclarations(node) ?? this.#ofGlobal(node) : undefined
  }

  #ofElement(access: ts.ElementAccessExpression): Origin | undefined {
    const name = accessedName(access, this.symbols)
    return name === undefined ? undefined : this.ofMember(access.expression, name)
  }

  /** Where the member of an object comes from. */
  ofMember(object: ts.Expression, name: string): Origin | undefined {
    const origin = this.of(object)
    return origin && member(origin, name)
  }

  /** What JavaScript itself offers and no module. */
  #ofGlobal(name: ts.Identifier): Origin | undefined {
    return name.text === 'Atomics' && this.symbols.isGlobal(name) ? { module: name.text, path: [] } : undefined
  }

  #required(specifier: ts.StringLiteral): Origin {
    const file = this.named && specifier.text.startsWith('.') ? this.symbols.moduleAt(specifier) : undefined
    const module = file && this.named?.moduleOf(file)
    return module === undefined ? originOf(specifier.text) : { module, path: [] }
  }

  #byDeclarations(name: ts.Node): Origin | undefined {
    for (const declaration of this.symbols.declarationsAt(name)) {
      const origin = this.#ofDeclaration(declaration)
      if (origin) return origin
    }
    return undefined
  }

  #ofDeclaration(declaration: ts.Declaration): Origin | undefined {
    if (this.#known.has(declaration)) return this.#known.get(declaration)
    this.#known.set(declaration, undefined)
    const origin = this.#findOrigin(declaration)
    this.#known.set(declaration, origin)
    return origin
  }

  /** A class or an interface of a module that a driver names, or what a rule names there. */
  ofNamed(declaration: ts.Declaration): Origin | undefined {
    return this.named?.originOf(declaration)
  }

  #findOrigin(declaration: ts.Declaration): Origin | undefined {
    const named = this.ofNamed(declaration)
    if (named) return named
    if (ts.isImportClause(declaration)) return whole(declaration.parent.moduleSpecifier)
    if (ts.isNamespaceImport(declaration)) return whole(declaration.parent.parent.moduleSpecifier)
    if (ts.isImportSpecifier(declaration)) return this.#ofSpecifier(declaration, declaration.parent.parent.parent.moduleSpecifier)
    if (ts.isExportSpecifier(declaration)) return this.#ofSpecifier(declaration, declaration.parent.parent.moduleSpecifier)
    if (ts.isImportEqualsDeclaration(declaration)) {
      const reference = declaration.moduleReference
      return ts.isExternalModuleReference(reference) ? whole(reference.expression) : undefined
    }
    if (ts.isBindingElement(declaration)) return this.#ofBinding(declaration)
    if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)) {
      return declaration.initializer && this.of(declaration.initializer)
    }
    return ambientOrigin(declaration)
  }

  #ofSpecifier(specifier: ts.ImportSpecifier | ts.ExportSpecifier, from: ts.Expression | undefined): Origin | undefined {
    const name = (specifier.propertyName ?? specifier.name).text
    const module = from && whole(from)
    if (module) return member(module, name)
    return this.#throughLocalModule(specifier)
  }

  /** `import { readFileSync } from './files'`, where files re-exports it. */
  #throughLocalModule(specifier: ts.ImportSpecifier | ts.ExportSpecifier): Origin | undefined {
    const symbol = this.symbols.symbolAt(specifier.name)
    const next = symbol && this.symbols.immediateAlias(symbol)
    for (const declaration of next?.declarations ?? []) {
      const origin = declaration === specifier ? undefined : this.#ofDeclaration(declaration)
      if (origin) return origin
    }
    return undefined
  }

  #ofBinding(element: ts.BindingElement): Origin | undefined {
    const holder = element.parent.parent
    const name = stepInto(element.propertyName ?? element.name, this.symbols)
    const outer = ts.isVariableDeclaration(holder) ? holder.initializer && this.of(holder.initializer) : undefined
    return outer && name !== undefined ? member(outer, name) : undefined
  }
}

function member(origin: Origin, name: string): Origin {
  return name === 'default' ? origin : { ...origin, path: [...origin.path, name] }
}

/** The module of an import whose specifier is a package; a relative one is followed by its symbols instead. */
function whole(specifier: ts.Expression): Origin | undefined {
  if (!ts.isStringLiteral(specifier) || specifier.text.startsWith('.')) return undefined
  return originOf(specifier.text)
}

function importedBy(call: ts.CallExpression): Origin | undefined {
  const [specifier] = call.arguments
  return call.expression.kind === ts.SyntaxKind.ImportKeyword && specifier ? whole(specifier) : undefined
}

/** Declared inside `declare module 'fs'`: how a value of type `typeof fs` is known wherever it was passed to. */
function ambientOrigin(declaration: ts.Declaration): Origin | undefined {
  const name = ts.getNameOfDeclaration(declaration)?.getText()
  if (name === undefined) return undefined
  const holder = declaration.parent
  const isMember = ts.isClassDeclaration(holder) || ts.isInterfaceDeclaration(holder)
  const path = isMember ? `${holder.name?.text ?? ''}#${name}` : name
  for (let node: ts.Node = holder; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) return { module: moduleName(node.name.text), path: [path] }
  }
  return undefined
}
