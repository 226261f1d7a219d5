import type { Framework, Handling } from './framework.js'

const server: Handling = { kind: 'server', result: 'ignored', rejection: 'answered by a wrapper' }
const modules = ['http', 'https', 'http2']

/** Node's own servers: `http.createServer(handler)` and `server.on('request', handler)`. */
export const http: Framework = {
  name: 'http',
  title: 'node:http, https and http2',
  receivers: {
    types: ['Server', 'HttpServer', 'Http2Server', 'Http2SecureServer'],
    declaredIn: ['/http'],
    makers: Object.fromEntries(modules.map((module) => [module, ['createServer', 'createSecureServer', 'Server']])),
    usual: /server$/i,
    chained: [],
  },
  calls: [
    { names: ['createServer', 'createSecureServer', 'Server'], from: modules, handling: server },
    { names: ['on', 'addListener'], byEvent: { request: server } },
  ],
}
