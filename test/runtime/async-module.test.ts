import { expectTypeOf, test } from 'vitest'
import type { AsyncModule } from 'unblock-runtime'

interface Row { id: number; name: string; made: Date }
interface Module {
  find(id: number): Row | undefined
  save(row: Row, image?: Buffer): void
  fail(): never
  load(): Promise<Row>
  each(visit: (row: Row) => void): void
  untyped(value: unknown): unknown
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a function of a driver without types gives
  fetch(sql: string): any
  version: string
  Repository: new () => Row
  userDb: { find(id: number): Row; save(row: Row): Promise<void>; table: string; deep: { one(): number } }
  Model: { new (): Row; find(id: number): Row }
  NotFound: new (message: string) => RangeError
  list: string[]
  insert: { (row: Row): number; immediate(row: Row): number; later(row: Row): Promise<number> }
  cache: Map<number, Row>
  settings: { port: number }
  default: { find(id: number): Row }
}
type Client = AsyncModule<Module>

test('a client has the synchronous functions of its module, each giving a promise', () => {
  expectTypeOf<keyof Client>().toEqualTypeOf<'find' | 'save' | 'fail' | 'each' | 'untyped' | 'fetch' | 'insert' | 'userDb' | 'Model' | 'default'>()
  expectTypeOf<Client['find']>().toEqualTypeOf<(id: number) => Promise<Row | undefined>>()
  expectTypeOf<Client['save']>().toEqualTypeOf<(row: Row, image?: Buffer) => Promise<void>>()
  expectTypeOf<Client['fail']>().toEqualTypeOf<() => Promise<never>>()
  expectTypeOf<Client['fetch']>().returns.resolves.toBeAny()
  expectTypeOf<Client['untyped']>().toEqualTypeOf<(value: unknown) => Promise<unknown>>()
})

test('an object that has synchronous functions is one that has them as well, and has nothing else', () => {
  expectTypeOf<keyof Client['userDb']>().toEqualTypeOf<'find'>()
  expectTypeOf<Client['userDb']['find']>().toEqualTypeOf<(id: number) => Promise<Row>>()
  expectTypeOf<Client['Model']['find']>().toEqualTypeOf<(id: number) => Promise<Row>>()
  expectTypeOf<keyof Client['insert']>().toEqualTypeOf<'immediate'>()
  expectTypeOf<Client['insert']['immediate']>().toEqualTypeOf<(row: Row) => Promise<number>>()
  expectTypeOf<ReturnType<Client['insert']>>().toEqualTypeOf<Promise<number>>()
  expectTypeOf<Client['default']['find']>().toEqualTypeOf<(id: number) => Promise<Row>>()
})

test('a module that is a function has a client that is one', () => {
  expectTypeOf<ReturnType<AsyncModule<(id: number) => Row>>>().toEqualTypeOf<Promise<Row>>()
  expectTypeOf<Client>().not.toBeFunction()
})

test('a parameter that cannot cross is never', () => {
  expectTypeOf<Parameters<Client['each']>>().toEqualTypeOf<[never]>()
})
