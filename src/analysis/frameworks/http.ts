import { ts } from 'ts-morph'
import type { Symbols } from '../symbols.js'
import type { Framework } from './framework.js'

const serverModules = new Set(['http', 'https', 'http2'])

/** Node's own servers: `http.createServer(handler)` and `server.on('request', handler)`. */
export const http: Framework = {
  name: 'http',
  names: ['createServer', 'createSecureServer', 'on'],
  registrationAt(call, { origins, symbols }) {
    const origin = origins.of(call.expression)
    const isServer = origin !== undefined && serverModules.has(origin.module) && /^create(Secure)?Server$/.test(origin.path.join('.'))
    const handler = isServer ? call.arguments.find((argument) => !ts.isObjectLiteralExpression(argument)) : requestListener(call, symbols)
    return handler && { call, framework: 'http', kind: 'server', handlers: [handler], forwardsRejection: false }
  },
}

/** `server.on('request', …)`, on what the types say is a server or on what is called one. */
function requestListener(call: ts.CallExpression, symbols: Symbols): ts.Expression | undefined {
  const [event, handler] = call.arguments
  const callee = call.expression
  const isRequest = ts.isPropertyAccessExpression(callee) && callee.name.text === 'on'
    && event !== undefined && ts.isStringLiteral(event) && event.text === 'request'
  if (!isRequest) return undefined
  const type = symbols.typeAt(callee.expression)
  const isServer = type.flags & ts.TypeFlags.Any ? /server$/i.test(callee.expression.getText()) : /Server$/.test(type.getSymbol()?.name ?? '')
  return isServer ? handler : undefined
}
