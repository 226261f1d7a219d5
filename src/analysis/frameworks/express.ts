import type { Framework, Handling } from './framework.js'

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'all', 'head', 'options']
const handling: Handling = { kind: 'middleware', result: 'ignored', rejection: 'answered', before: { major: 5, rejection: 'passed to next' } }

/** Express 4 and 5: `app.get('/x', …)`, `router.use(…)`, `app.route('/x').get(…)`, lists of handlers and chains. */
export const express: Framework = {
  name: 'express',
  title: 'Express',
  package: 'express',
  receivers: {
    types: ['Express', 'Application', 'Router', 'IRouter', 'IRoute'],
    declaredIn: ['express'],
    makers: { express: ['', 'Router'] },
    usual: /(app|router|routes?|server|api)$/i,
    chained: [],
    part: 'route',
  },
  calls: [
    { names: verbs, handling: { ...handling, kind: 'route' }, route: 'by name' },
    { names: ['use'], handling, mounts: 'routers' },
    { names: ['param'], handling },
    { names: ['engine'], handling: { kind: 'hook', result: 'ignored', rejection: 'dropped', done: 2 } },
  ],
}
