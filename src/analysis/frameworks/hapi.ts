import type { Framework, Handling } from './framework.js'

const handler: Handling = { kind: 'route', result: 'sent', rejection: 'answered' }
const hook: Handling = { kind: 'hook', result: 'used', rejection: 'answered' }
const atOnce: Handling = { kind: 'hook', result: 'used', rejection: 'dropped', isSync: true }
const extensionPoints = ['onRequest', 'onPreAuth', 'onCredentials', 'onPostAuth', 'onPreHandler', 'onPostHandler', 'onPreResponse']
const ofOptions = { handler, pre: hook, failAction: hook }
const inOptions = {
  pre: { handlers: { method: hook } },
  validate: { handlers: { failAction: hook } },
  ext: { handlers: {}, inside: Object.fromEntries(extensionPoints.map((point) => [point, { handlers: { method: hook } }])) },
}
const options = { handlers: ofOptions, inside: inOptions }

/** Hapi: routes are objects, a handler returns what is sent, extensions and pre-handlers are awaited. */
export const hapi: Framework = {
  name: 'hapi',
  title: 'Hapi',
  package: '@hapi/hapi',
  receivers: {
    types: ['Server'],
    declaredIn: ['@hapi/hapi', 'types/hapi'],
    makers: { '@hapi/hapi': ['server', 'Server'], hapi: ['server', 'Server'] },
    usual: /(server|srv|plugin)$/i,
    chained: [],
  },
  calls: [
    { names: ['route'], object: { method: 'method', path: 'path', handlers: { handler }, inside: { options, config: options } } },
    { names: ['ext'], handling: hook, object: { handlers: { method: hook } } },
    { names: ['method'], handling: hook, object: { handlers: { method: hook } } },
    { names: ['decorate', 'encoder', 'decoder', 'rules'], handling: atOnce },
  ],
}
