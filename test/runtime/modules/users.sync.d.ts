export declare function thread(): number
export declare function context(): unknown
export declare function reset(): void
export declare function count(): number
export declare function exists(name: string): boolean
export declare function insert(name: string, avatar?: Buffer | null): void
export declare function all(): unknown[]
export declare function register(name: string): void
export declare function registerInTransaction(name: string): void
export declare const registerAll: { (names: string[]): void; immediate(names: string[]): void }
export declare function makeTemporaryTable(): void
export declare function keep(a: number): void
export declare function setCacheSize(size: number): void
export declare function leaveTransactionOpen(): void
export declare function failInTransaction(): void
export declare function badSql(): unknown[]
export declare function handBack(name: string): { taken: unknown; list: unknown[] }
export declare function throwPlain(): never
export declare function throwMany(): never
export declare function spin(ms: number): number
export declare function spinThread(ms: number): number
export declare function crash(): void
export declare function crashInTransaction(): void
export declare function crashLater(): void
export declare function same(value: unknown): unknown
export declare function isBuffer(value: unknown): boolean
export declare function instance(): unknown
export declare function functionInside(): unknown
export declare class NameTaken extends Error { constructor(name: string) }
