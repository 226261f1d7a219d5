import { ts } from 'ts-morph'
import { moduleName } from '../api-origin.js'
import { enclosingScope } from '../function-registry.js'
import type { PackageInfo } from '../package-info.js'
import type { Symbols } from '../symbols.js'
import { requiredModule } from '../syntax.js'
import { emptiesWhenLoaded } from './empties.js'
import { type Obstruction, obstruction } from './obstruction.js'

/** Packages whose import says that a module has to do with requests. */
const frameworks = /^(express|koa|@koa\/.*|koa-.*|fastify|@fastify\/.*|@hapi\/hapi|hono|@hono\/.*|@nestjs\/.*|next|next\/.*|@sveltejs\/kit|@trpc\/server|restify|connect|polka|socket\.io|ws)$/

/** Frameworks that bundle what a server runs, and write it to other files. */
const bundlers = new Map([
  ['next', 'Next.js'], ['@sveltejs/kit', 'SvelteKit'], ['nuxt', 'Nuxt'], ['astro', 'Astro'], ['@remix-run/dev', 'Remix'], ['@react-router/dev', 'React Router'],
])

/** Calls that go on for as long as the process runs, or that would be made for a second process. */
const lasting = new Set(['setInterval', 'setTimeout', 'process.on', 'process.once'])

interface Tools {
  symbols: Symbols
  isOwn(file: ts.SourceFile): boolean
  isTest(file: ts.SourceFile): boolean
  packageOf(file: ts.SourceFile): PackageInfo
  /** The call registers handlers with a framework. */
  isRegistration(call: ts.Node): boolean
}

/** Says which modules of the project can be loaded in the database thread, with all that they import. */
export class ThreadModules {
  readonly #known = new Map<ts.SourceFile, Obstruction | undefined>()

  constructor(private readonly tools: Tools) {}

  /** Why a module cannot be loaded in the thread; undefined where it can. */
  whyNot(file: ts.SourceFile): Obstruction | undefined {
    if (this.#known.has(file)) return this.#known.get(file)
    // Modules that import each other in a circle can be loaded when nothing else speaks against it.
    this.#known.set(file, undefined)
    const reason = this.tools.isTest(file) ? obstruction('main-thread-code', file) : this.#bundled(file) ?? this.#within(file)
    this.#known.set(file, reason)
    return reason
  }

  #bundled(file: ts.SourceFile): Obstruction | undefined {
    const info = this.tools.packageOf(file)
    const [, what] = [...bundlers].find(([name]) => info.majorOf(name) !== undefined) ?? []
    return what === undefined ? undefined : { reason: 'bundled', at: file, what }
  }

  #within(file: ts.SourceFile): Obstruction | undefined {
    const visit = (node: ts.Node): Obstruction | undefined => this.#at(node) ?? ts.forEachChild(node, visit)
    return ts.forEachChild(file, visit)
  }

  #at(node: ts.Node): Obstruction | undefined {
    const specifier = importedBy(node)
    if (specifier) return this.#throughImport(specifier)
    if (!ts.isCallExpression(node)) return undefined
    const callee = node.expression.getText()
    if (this.tools.isRegistration(node) || /\.listen$/.test(callee)) return obstruction('starts-a-server', node)
    if (emptiesWhenLoaded(node, this.tools.symbols)) return obstruction('changes-when-loaded', node)
    return lasting.has(callee) && ts.isSourceFile(enclosingScope(node)) ? obstruction('main-thread-code', node) : undefined
  }

  #throughImport(specifier: ts.StringLiteral): Obstruction | undefined {
    const file = this.tools.symbols.moduleAt(specifier)
    if (file && this.tools.isOwn(file)) return this.whyNot(file)
    return frameworks.test(moduleName(specifier.text)) ? obstruction('starts-a-server', specifier) : undefined
  }
}

/** The module that a statement or a `require` loads; types alone load nothing. */
export function importedBy(node: ts.Node): ts.StringLiteral | undefined {
  if (ts.isImportDeclaration(node)) return isTypeOnly(node.importClause) ? undefined : literal(node.moduleSpecifier)
  if (ts.isExportDeclaration(node)) return node.isTypeOnly ? undefined : literal(node.moduleSpecifier)
  if (ts.isImportEqualsDeclaration(node)) return ts.isExternalModuleReference(node.moduleReference) ? literal(node.moduleReference.expression) : undefined
  return requiredModule(node)
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  const named = clause.namedBindings
  const onlyTypes = named !== undefined && ts.isNamedImports(named) && named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly)
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword || (!clause.name && onlyTypes)
}

function literal(expression: ts.Expression | undefined): ts.StringLiteral | undefined {
  return expression && ts.isStringLiteral(expression) ? expression : undefined
}
