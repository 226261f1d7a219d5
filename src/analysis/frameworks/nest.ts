import type { Framework, Handling, MemberForm } from './framework.js'

const common = '@nestjs/common'
const route: Handling = { kind: 'route', result: 'sent', rejection: 'answered' }
const message: Handling = { kind: 'listener', result: 'sent', rejection: 'answered' }
const listener: Handling = { kind: 'listener', result: 'ignored', rejection: 'answered' }
const resolver: Handling = { kind: 'procedure', result: 'sent', rejection: 'answered' }
const middleware: Handling = { kind: 'middleware', result: 'ignored', rejection: 'answered' }
const guard: Handling = { kind: 'guard', result: 'used', rejection: 'answered' }

/** NestJS: methods with a decorator, and those of guards, pipes, interceptors, filters and middleware. Whatever may give a promise is awaited. */
export const nest: Framework = {
  name: 'nest',
  title: 'NestJS',
  package: common,
  makesObjects: '@nestjs/',
  receivers: {
    types: ['INestApplication', 'NestExpressApplication', 'NestFastifyApplication', 'NestApplication'],
    declaredIn: ['@nestjs'],
    makers: { '@nestjs/core': ['NestFactory.create'] },
    usual: /^app$/,
    chained: [],
  },
  calls: [
    { names: ['use'], handling: middleware },
    { names: ['useGlobalFilters', 'useGlobalGuards', 'useGlobalInterceptors', 'useGlobalPipes'], takesObjects: true },
  ],
  decorators: [
    { names: ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Head', 'All', 'Search', 'Sse'], from: common, handling: route, isRoute: true, prefixBy: 'Controller' },
    { names: ['MessagePattern', 'EventPattern', 'GrpcMethod'], from: '@nestjs/microservices', handling: message },
    { names: ['SubscribeMessage'], from: '@nestjs/websockets', handling: message },
    { names: ['Query', 'Mutation', 'ResolveField'], from: '@nestjs/graphql', handling: resolver },
    { names: ['Cron', 'Interval', 'Timeout'], from: '@nestjs/schedule', handling: listener },
    { names: ['OnEvent'], from: '@nestjs/event-emitter', handling: listener },
  ],
  members: [
    member('canActivate', 'CanActivate', guard),
    { ...member('canActivate', 'AuthGuard', { ...guard, runsOthers: true }), from: '@nestjs/passport' },
    { ...member('validate', 'PassportStrategy', guard), from: '@nestjs/passport' },
    member('transform', 'PipeTransform', { kind: 'pipe', result: 'used', rejection: 'answered' }),
    member('intercept', 'NestInterceptor', { kind: 'interceptor', result: 'used', rejection: 'answered', runsOthers: true }),
    member('use', 'NestMiddleware', middleware),
    member('catch', 'ExceptionFilter', { kind: 'filter', result: 'ignored', rejection: 'dropped' }),
  ],
}

function member(name: string, of: string, handling: Handling): MemberForm {
  return { member: name, of, from: common, handling }
}
