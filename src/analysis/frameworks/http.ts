import { ts } from 'ts-morph'
import type { Framework } from './framework.js'

const serverModules = new Set(['http', 'https', 'http2'])

/** Node's own servers: `http.createServer(handler)` and `server.on('request', handler)`. */
export const http: Framework = {
  name: 'http',
  names: ['createServer', 'createSecureServer', 'on'],
  registrationAt(call, { origins, symbols }) {
    const origin = origins.of(call.expression)
    const isServer = origin !== undefined && serverModules.has(origin.module) && /^create(Secure)?Server$/.test(origin.path.join('.'))
    const handler = isServer ? call.arguments.find((argument) => !ts.isObjectLiteralExpression(argument)) : listener(call, symbols.typeAt(call.expression))
    return handler && { call, framework: 'http', kind: 'server', handlers: [handler], forwardsRejection: false }
  },
}

function listener(call: ts.CallExpression, type: ts.Type): ts.Expression | undefined {
  const [event, handler] = call.arguments
  const isRequest = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'on'
    && event !== undefined && ts.isStringLiteral(event) && event.text === 'request'
  return isRequest && type.getCallSignatures().length >= 0 ? handler : undefined
}
