import type { Framework, Handling } from './framework.js'

const handler: Handling = { kind: 'route', result: 'sent', rejection: 'answered', reply: 1 }
const atOnce: Handling = { kind: 'hook', result: 'used', rejection: 'dropped', isSync: true }
const routeHooks = {
  onRequest: hook(2), preParsing: hook(3), preValidation: hook(2), preHandler: hook(2), preSerialization: hook(3),
  onSend: hook(3), onResponse: hook(2), onError: hook(3), onTimeout: hook(2), onRequestAbort: hook(1),
}
const ofRoute = { handler, ...routeHooks, errorHandler: handler, validatorCompiler: atOnce, serializerCompiler: atOnce }

/** Fastify: short routes, `route({ … })`, hooks in both places, plugins with a prefix, error handlers and what compiles schemas. */
export const fastify: Framework = {
  name: 'fastify',
  title: 'Fastify',
  package: 'fastify',
  receivers: {
    types: ['FastifyInstance'],
    declaredIn: ['fastify'],
    makers: { fastify: ['', 'fastify'] },
    usual: /(fastify|app|server|instance|scope)$/i,
    chained: ['register', 'after', 'addHook', 'withTypeProvider'],
  },
  calls: [
    { names: ['get', 'post', 'put', 'patch', 'delete', 'all', 'head', 'options'], handling: handler, route: 'by name', object: { handlers: ofRoute } },
    { names: ['route'], object: { method: 'method', path: 'url', handlers: ofRoute } },
    { names: ['addHook'], byEvent: { ...routeHooks, onReady: hook(0), onListen: hook(0), onClose: hook(1), preClose: hook(0), onRoute: atOnce, onRegister: atOnce } },
    { names: ['register'], handling: { kind: 'plugin', result: 'ignored', rejection: 'answered', done: 2 }, mounts: 'plugins' },
    { names: ['setErrorHandler', 'setNotFoundHandler'], handling: { ...handler, kind: 'error-middleware' }, object: { handlers: routeHooks } },
    { names: ['addContentTypeParser'], handling: { kind: 'hook', result: 'used', rejection: 'answered', done: 2 } },
    { names: ['setValidatorCompiler', 'setSerializerCompiler', 'setReplySerializer', 'setSchemaErrorFormatter', 'setSchemaController'], handling: atOnce },
  ],
}

function hook(done: number): Handling {
  return { kind: 'hook', result: 'ignored', rejection: 'answered', done }
}
