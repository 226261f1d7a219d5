import type { Framework, Handling } from './framework.js'

const procedure: Handling = { kind: 'procedure', result: 'sent', rejection: 'answered' }

/** tRPC: the resolver of a procedure and its middleware give a value, or a promise of it. */
export const trpc: Framework = {
  name: 'trpc',
  title: 'tRPC',
  package: '@trpc/server',
  receivers: {
    types: ['ProcedureBuilder', 'TRPCProcedureBuilder', 'TRPCRootObject', 'MiddlewareBuilder'],
    declaredIn: ['@trpc/server'],
    makers: { '@trpc/server': ['initTRPC.create', 'initTRPC.context.create'] },
    usual: /(procedure|^t|trpc)$/i,
    chained: ['input', 'output', 'meta', 'concat', 'unstable_pipe'],
  },
  calls: [
    { names: ['query', 'mutation', 'subscription'], handling: procedure, route: 'by place' },
    { names: ['use', 'middleware'], handling: { ...procedure, kind: 'middleware', result: 'used', runsOthers: true } },
  ],
}
