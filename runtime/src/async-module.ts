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

/** An object that lives in the thread is handed to a function there by its client. */
type Argument<T> = IsObjectOfThread<T> extends true ? AsyncClient<T> : Cloneable<T>

type IsObjectOfThread<T> =
  unknown extends T ? false
    : T extends Cloned | AnyFunction | symbol | readonly unknown[] | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | PromiseLike<unknown> ? false
      : [keyof AsyncClient<T>] extends [never] ? false : true

type CloneableAll<Args extends unknown[]> = { [Index in keyof Args]: Argument<Args[Index]> }

/**
 * A result of `never` is no promise, though it extends one, nor is one of `any`, which is all that is known of code without types. In brackets, as TypeScript
 * answers no question about the bare type of what could not be found.
 */
type IsPromise<Result> = [Result] extends [never] ? false : [unknown] extends [Result] ? false : Result extends PromiseLike<unknown> ? true : false

type SyncFunctionName<Owner, Key extends keyof Owner> =
  Owner[Key] extends AnyFunction ? (IsPromise<ReturnType<Owner[Key]>> extends false ? Key : never) : never

type AsyncFunction<Sync> = Sync extends (...args: infer Args) => infer Result
  ? (...args: Args extends CloneableAll<Args> ? Args : CloneableAll<Args>) => Promise<Result>
  : never

/** The synchronous functions of an object, each giving a promise: what stands for an object that lives in the thread. */
export type AsyncClient<Owner> = { readonly [Key in keyof Owner as SyncFunctionName<Owner, Key>]: AsyncFunction<Owner[Key]> }

/** A function may have others as members: `db.transaction(…)` gives one that has `immediate`. */
type AsyncExport<Sync> = Sync extends AnyFunction ? (keyof Sync extends never ? AsyncFunction<Sync> : AsyncFunction<Sync> & AsyncClient<Sync>) : AsyncClient<Sync>

type ExportName<Module, Key extends keyof Module> = SyncFunctionName<Module, Key> | ObjectName<Module, Key>

type ErrorClass = abstract new (...args: never[]) => Error
/** What has functions, but is exported for what it holds. */
type Value = Cloned | symbol | readonly unknown[] | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | PromiseLike<unknown> | ErrorClass

/** A name under which a module exports an object that has synchronous functions: a singleton, a class with static methods. */
type ObjectName<Module, Key extends keyof Module> =
  Module[Key] extends AnyFunction | Value ? never : keyof AsyncClient<Module[Key]> extends never ? never : Key

/**
 * The synchronous functions that a module exports, each giving a promise, and the objects that it exports, with theirs. What is
 * async already, and what has no function, is left out. A module may be a function itself: `module.exports = function …`.
 */
export type AsyncModule<Module> = AsyncExports<Module> & (Module extends AnyFunction ? AsyncFunction<Module> : unknown)

type AsyncExports<Module> = { readonly [Key in keyof Module as ExportName<Module, Key>]: AsyncExport<Module[Key]> }
