import type { Framework, Handling } from './framework.js'

const route: Handling = { kind: 'route', result: 'sent', rejection: 'answered' }
const hook: Handling = { kind: 'hook', result: 'used', rejection: 'answered' }
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']
const source = '\\.[jt]s$'

/** SvelteKit: what `+server`, `+page.server` and `+layout.server` files export, and the hooks of the server. */
export const sveltekit: Framework = {
  name: 'sveltekit',
  title: 'SvelteKit',
  package: '@sveltejs/kit',
  files: [
    { file: inRoutes(`\\+server${source}`), exports: methods, handling: route, method: 'by name' },
    { file: inRoutes(`\\+server${source}`), exports: ['fallback'], handling: route, method: 'ALL' },
    { file: inRoutes(`\\+page\\.server${source}`), exports: ['load'], handling: { ...route, kind: 'page' }, method: 'GET' },
    { file: inRoutes(`\\+layout\\.server${source}`), exports: ['load'], handling: { ...route, kind: 'page' } },
    { file: inRoutes(`\\+page\\.server${source}`), exports: { in: 'actions' }, handling: { ...route, kind: 'action' }, method: 'POST' },
    { file: new RegExp(`^src/hooks\\.server${source}`), exports: ['handle', 'handleFetch'], handling: { ...hook, runsOthers: true } },
    { file: new RegExp(`^src/hooks\\.server${source}`), exports: ['handleError', 'init'], handling: hook },
  ],
  routeOf: (path) => `/${path.split('/').slice(2, -1).filter((part) => !/^\(.*\)$/.test(part)).join('/')}`,
}

function inRoutes(end: string): RegExp {
  return new RegExp(`^src/routes/(.*/)?${end}`)
}
