import type { Framework, Handling } from './framework.js'

const middleware: Handling = { kind: 'middleware', result: 'ignored', rejection: 'answered' }

/** Koa and its routers, `@koa/router` and `koa-router`: each middleware may be async, and the one before it waits for it in `await next()`. */
export const koa: Framework = {
  name: 'koa',
  title: 'Koa, @koa/router, koa-router',
  package: 'koa',
  receivers: {
    types: ['Application', 'Router', 'Koa', 'RouterImplementation'],
    declaredIn: ['/koa/', 'koa__router', '@koa/router', 'koa-router'],
    makers: { koa: ['', 'Koa'], '@koa/router': ['', 'Router'], 'koa-router': ['', 'Router'] },
    usual: /(app|router|routes?|server|api|koa)$/i,
    chained: ['routes', 'middleware'],
    prefix: { option: 'prefix', method: 'prefix' },
  },
  calls: [
    { names: ['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'head', 'options'], handling: { ...middleware, kind: 'route' }, route: 'by name' },
    { names: ['use'], handling: middleware, mounts: 'routers' },
    { names: ['param'], handling: middleware },
  ],
}
