// eslint-disable-next-line @typescript-eslint/no-explicit-any -- parameters are contravariant: only `any` takes in every function
type AnyFunction = (...args: any[]) => unknown

type Cloned = string | number | bigint | boolean | null | undefined | Date | RegExp | Error | ArrayBuffer | ArrayBufferView

/** T with `never` wherever structured clone cannot carry it: functions, and so instances with methods, symbols, promises. */
export type Cloneable<T> =
  unknown extends T ? T
    : T extends Cloned ? T
      : T extends AnyFunction | symbol | PromiseLike<unknown> ? never
        : T extends ReadonlyMap<infer Key, infer Value> ? ReadonlyMap<Cloneable<Key>, Cloneable<Value>>
          : T extends ReadonlySet<infer Value> ? ReadonlySet<Cloneable<Value>>
            : T extends object ? { [Key in keyof T]: Cloneable<T[Key]> }
              : T

type CloneableAll<Args extends unknown[]> = { [Index in keyof Args]: Cloneable<Args[Index]> }

/** A result of `never` is no promise, though it extends one. */
type IsPromise<Result> = [Result] extends [never] ? false : Result extends PromiseLike<unknown> ? true : false

type SyncFunctionName<Module, Key extends keyof Module> =
  Module[Key] extends AnyFunction ? (IsPromise<ReturnType<Module[Key]>> extends false ? Key : never) : never

/** The synchronous functions that a module exports, each giving a promise. What is async already, or no function, is left out. */
export type AsyncModule<Module> = {
  readonly [Key in keyof Module as SyncFunctionName<Module, Key>]:
  Module[Key] extends (...args: infer Args) => infer Result
    ? (...args: Args extends CloneableAll<Args> ? Args : CloneableAll<Args>) => Promise<Result>
    : never
}
