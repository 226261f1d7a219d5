import { ts } from 'ts-morph'
import { resolveFunctions } from '../resolve-functions.js'
import { memberValues, resolveObjects } from '../resolve-objects.js'
import { frameworks } from './index.js'
import { joinPaths, pathsIn } from './paths.js'
import { type FrameworkTools, type Registration, type Route, routeText } from './registration.js'
import { isPrefixCall, RouterOrigins } from './router-origins.js'

/** Where a router is mounted: on these apps and routers, below these paths. */
interface Mount {
  on: readonly ts.Node[]
  paths: readonly string[]
}

/** Knows routes with the paths that their routers are mounted at: one route for each way to a handler. */
export class MountedRoutes {
  readonly #origins: RouterOrigins
  readonly #mounts = new Map<ts.Node, Mount[]>()
  readonly #prefixes = new Map<ts.Node, string>()

  constructor(registrations: readonly Registration[], private readonly tools: FrameworkTools) {
    const plugins = registrations.filter(({ form }) => form.mounts === 'plugins').flatMap((registration) => this.#pluginsOf(registration))
    this.#origins = new RouterOrigins(tools, new Set(plugins.map(({ parameter }) => parameter)))
    for (const { parameter, receiver, paths } of plugins) this.#addMount(parameter, { on: this.#origins.of(receiver), paths })
    for (const registration of registrations) if (registration.form.mounts === 'routers') this.#addMounts(registration)
    this.#readPrefixes()
  }

  /** The routes of what is registered on a router, from the root of its app. */
  of({ methods, paths }: Route, receiver: ts.Expression | undefined): readonly string[] {
    const prefixes = receiver ? this.#prefixesAt(receiver) : ['']
    return prefixes.flatMap((prefix) => methods.map((method) => routeText(method, paths.map((path) => joinPaths(prefix, path)))))
  }

  #addMounts({ receiver, mounted }: Registration): void {
    const routers = mounted?.values.flatMap((value) => this.#origins.of(value)) ?? []
    if (routers.length === 0 || !receiver || !mounted) return
    const mount = { on: this.#origins.of(receiver), paths: mounted.paths.length === 0 ? [''] : mounted.paths }
    for (const router of routers) this.#addMount(router, mount)
  }

  #addMount(router: ts.Node, mount: Mount): void {
    this.#mounts.set(router, [...this.#mounts.get(router) ?? [], mount])
  }

  /** The parameters that stand for the app inside of plugins, and the prefix that each is registered with. */
  #pluginsOf({ receiver, mounted }: Registration): { parameter: ts.Node; receiver: ts.Expression; paths: string[] }[] {
    const [plugin, options] = mounted?.values ?? []
    if (!plugin || !receiver) return []
    const objects = options ? resolveObjects(options, this.tools.symbols) : []
    const values = objects.flatMap((object) => memberValues(object, 'prefix', this.tools.symbols))
    const paths = values.flatMap((value) => (ts.isMethodDeclaration(value) ? [] : pathsIn(value, this.tools.symbols) ?? []))
    return resolveFunctions(plugin, this.tools.symbols).flatMap(({ node: { parameters: [parameter] }, isWrapped }) => {
      // What fastify-plugin wraps works on the app itself, without a prefix.
      return parameter ? [{ parameter, receiver, paths: paths.length === 0 || isWrapped ? [''] : paths }] : []
    })
  }

  /** What a router itself puts before its paths: `new Router({ prefix })`, `router.prefix('/api')`. */
  #readPrefixes(): void {
    const methods = frameworks.flatMap(({ receivers }) => (receivers?.prefix && !receivers.prefix.makesNew ? receivers.prefix.method ?? [] : []))
    for (const { parent } of methods.flatMap((method) => this.tools.index.occurrences(method))) {
      if (!ts.isPropertyAccessExpression(parent) || !ts.isCallExpression(parent.parent)) continue
      const [path] = parent.parent.arguments
      const [text] = (path && pathsIn(path, this.tools.symbols)) ?? []
      if (text !== undefined) for (const router of this.#origins.of(parent.expression)) this.#prefixes.set(router, text)
    }
  }

  #ownPrefixOf(router: ts.Node): string {
    const known = this.#prefixes.get(router)
    if (known !== undefined) return known
    const [options] = ts.isCallExpression(router) || ts.isNewExpression(router) ? router.arguments ?? [] : []
    if (!options) return ''
    const names = frameworks.flatMap(({ receivers }) => receivers?.prefix?.option ?? [])
    const values = resolveObjects(options, this.tools.symbols).flatMap((object) => names.flatMap((name) => memberValues(object, name, this.tools.symbols)))
    return values.flatMap((value) => (ts.isMethodDeclaration(value) ? [] : pathsIn(value, this.tools.symbols) ?? [])).at(0) ?? ''
  }

  #prefixesAt(receiver: ts.Expression): string[] {
    const prefixes = this.#prefixesOfAll(this.#origins.of(receiver), new Set())
    return prefixes.length === 0 ? [''] : prefixes
  }

  /** A mount that leads back to where it started adds no route. */
  #prefixesOfAll(routers: readonly ts.Node[], below: ReadonlySet<ts.Node>): string[] {
    if (routers.length === 0) return ['']
    return [...new Set(routers.filter((router) => !below.has(router)).flatMap((router) => this.#prefixesOf(router, below)))]
  }

  #prefixesOf(router: ts.Node, below: ReadonlySet<ts.Node>): string[] {
    const own = isPrefixCall(router) ? '' : this.#ownPrefixOf(router)
    return this.#mountsOf(router).flatMap(({ on, paths }) => {
      return this.#prefixesOfAll(on, new Set([...below, router])).flatMap((prefix) => paths.map((path) => joinPaths(joinPaths(prefix, path), own)))
    })
  }

  #mountsOf(router: ts.Node): readonly Mount[] {
    const mounts = this.#mounts.get(router) ?? []
    if (!isPrefixCall(router)) return mounts.length === 0 ? [{ on: [], paths: [''] }] : mounts
    const [path] = router.arguments
    const own = (path && pathsIn(path, this.tools.symbols)) ?? ['']
    if (mounts.length === 0) return [{ on: this.#origins.of(router.expression.expression), paths: own }]
    return mounts.map(({ on, paths }) => ({ on, paths: paths.flatMap((each) => own.map((part) => joinPaths(each, part))) }))
  }
}
