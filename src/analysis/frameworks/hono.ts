import type { Framework, Handling } from './framework.js'

const middleware: Handling = { kind: 'middleware', result: 'used', rejection: 'answered' }
const route: Handling = { kind: 'route', result: 'sent', rejection: 'answered' }

/** Hono: a handler returns its response, or a promise of one; routers are joined by `route` and `basePath`. */
export const hono: Framework = {
  name: 'hono',
  title: 'Hono',
  package: 'hono',
  receivers: {
    types: ['Hono', 'OpenAPIHono', 'HonoBase'],
    declaredIn: ['hono'],
    makers: { hono: ['Hono'], 'hono/tiny': ['Hono'], 'hono/quick': ['Hono'], '@hono/zod-openapi': ['OpenAPIHono'] },
    usual: /(app|router|routes?|server|api|hono)$/i,
    chained: [],
    prefix: { method: 'basePath', makesNew: true },
  },
  calls: [
    { names: ['get', 'post', 'put', 'patch', 'delete', 'all', 'options'], handling: route, route: 'by name' },
    { names: ['on'], handling: route, route: 'by argument' },
    { names: ['use'], handling: middleware },
    { names: ['route'], mounts: 'routers' },
    { names: ['notFound'], handling: route },
    { names: ['onError'], handling: { ...route, kind: 'error-middleware' } },
    { names: ['createMiddleware'], from: ['hono/factory'], handling: middleware },
  ],
}
