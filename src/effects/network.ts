import type { EffectTable } from '../model/effects.js'
import { calls } from './calls.js'

const byName = calls({
  read: 'get head options getUri paginate',
  write: 'post put patch delete del postForm putForm patchForm',
  'http-method': 'request fetch stream pipeline dispatch',
})

/** Clients of HTTP, by method: after the types of axios 1.21, got 14.6, undici 7.30, superagent 10.4 and @types/node 20. */
export const networkEffects: readonly EffectTable[] = [
  {
    modules: ['axios', 'got', 'ky', 'undici', 'superagent', 'node-fetch', 'cross-fetch', 'isomorphic-fetch', 'needle', 'request', '(global)'],
    kind: 'network', calls: byName, otherwise: 'none', itself: 'http-method', resource: 'first-argument',
  },
  {
    modules: ['http', 'https', 'http2'],
    kind: 'network', calls: calls({ read: 'get', 'http-method': 'request', write: 'end write' }), otherwise: 'none', resource: 'first-argument',
  },
  {
    modules: ['express', 'express-serve-static-core', 'fastify', 'koa'],
    kind: 'network', calls: calls({ write: 'end json jsonp redirect render send sendFile sendStatus write download' }), otherwise: 'none', resource: 'receiver', keepsCallbacks: true,
  },
  { modules: ['dns'], kind: 'network', calls: {}, otherwise: 'read', resource: 'first-argument' },
  { modules: ['net', 'tls', 'dgram'], kind: 'network', calls: {}, otherwise: 'unknown', resource: 'first-argument' },
  {
    modules: ['stripe'],
    kind: 'network',
    calls: calls({ none: 'constructEvent on', read: 'retrieve list search listLineItems retrieveUpcoming' }),
    otherwise: 'write', itself: 'none', resource: 'receiver',
  },
  { modules: ['@aws-sdk/client-s3'], kind: 'network', calls: calls({ 'class-name': 'send' }), otherwise: 'none', resource: 'first-argument' },
]
