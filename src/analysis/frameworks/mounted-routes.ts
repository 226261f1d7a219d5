import { ts } from 'ts-morph'
import type { NameIndex } from '../name-index.js'
import { pathsOf, rootOf, routeText } from './express.js'
import type { FrameworkTools, Registration } from './framework.js'
import { RouterOrigins } from './router-origins.js'

/** Where a router is mounted: on these apps and routers, below these paths. */
interface Mount {
  on: readonly ts.Node[]
  paths: readonly string[]
}

/** Knows the routes of Express handlers with the paths that their routers are mounted at: one route for each way to a handler. */
export class MountedRoutes {
  readonly #origins: RouterOrigins
  readonly #mounts = new Map<ts.Node, Mount[]>()

  constructor(registrations: Iterable<Registration>, private readonly tools: FrameworkTools & { index: NameIndex }) {
    this.#origins = new RouterOrigins(tools)
    for (const registration of registrations) if (isUse(registration)) this.#addMounts(registration)
  }

  /** The routes of a registration from the root of its app; none for middleware of every path. */
  of({ call, framework, route }: Registration): readonly string[] {
    if (route === undefined) return []
    if (framework !== 'express' || !ts.isPropertyAccessExpression(call.expression)) return [route]
    const method = call.expression.name.text
    const paths = pathsOf(call, this.tools)
    return this.#prefixesAt(call.expression.expression).map((prefix) => routeText(method, paths.map((path) => join(prefix, path))))
  }

  #addMounts({ call, handlers }: Registration): void {
    const routers = handlers.flatMap((handler) => this.#origins.of(handler))
    if (routers.length === 0 || !ts.isPropertyAccessExpression(call.expression)) return
    const paths = pathsOf(call, this.tools)
    const mount = { on: this.#origins.of(rootOf(call.expression.expression)), paths: paths.length === 0 ? [''] : paths }
    for (const router of routers) this.#mounts.set(router, [...this.#mounts.get(router) ?? [], mount])
  }

  #prefixesAt(receiver: ts.Expression): string[] {
    const prefixes = this.#prefixesOfAll(this.#origins.of(rootOf(receiver)), new Set())
    return prefixes.length === 0 ? [''] : prefixes
  }

  /** A mount that leads back to where it started adds no route. */
  #prefixesOfAll(routers: readonly ts.Node[], below: ReadonlySet<ts.Node>): string[] {
    if (routers.length === 0) return ['']
    return [...new Set(routers.filter((router) => !below.has(router)).flatMap((router) => this.#prefixesOf(router, below)))]
  }

  #prefixesOf(router: ts.Node, below: ReadonlySet<ts.Node>): string[] {
    const mounts = this.#mounts.get(router)
    if (!mounts) return ['']
    const path = new Set([...below, router])
    return mounts.flatMap((mount) => this.#prefixesOfAll(mount.on, path).flatMap((prefix) => mount.paths.map((own) => join(prefix, own))))
  }
}

function isUse({ framework, call }: Registration): boolean {
  return framework === 'express' && ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'use'
}

/** `/api` and `/users` make `/api/users`; a router's own root is the path that it is mounted at. */
function join(prefix: string, path: string): string {
  const base = prefix.replace(/\/+$/, '')
  if (base === '') return path
  const rest = path === '/' ? '' : path
  return rest === '' || rest.startsWith('/') ? base + rest : `${base}/${rest}`
}
