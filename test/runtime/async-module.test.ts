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
  version: string
  Repository: new () => Row
}
type Client = AsyncModule<Module>

test('a client has the synchronous functions of its module, each giving a promise', () => {
  expectTypeOf<keyof Client>().toEqualTypeOf<'find' | 'save' | 'fail' | 'each' | 'untyped'>()
  expectTypeOf<Client['find']>().toEqualTypeOf<(id: number) => Promise<Row | undefined>>()
  expectTypeOf<Client['save']>().toEqualTypeOf<(row: Row, image?: Buffer) => Promise<void>>()
  expectTypeOf<Client['fail']>().toEqualTypeOf<() => Promise<never>>()
  expectTypeOf<Client['untyped']>().toEqualTypeOf<(value: unknown) => Promise<unknown>>()
})

test('a parameter that cannot cross is never', () => {
  expectTypeOf<Parameters<Client['each']>>().toEqualTypeOf<[never]>()
})
