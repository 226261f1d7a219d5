declare class UserDb {
  #names: string[]
  find(id: number): string | undefined
  length(): number
  failed(): never
  rows(): IterableIterator<string>
  later(): Promise<number>
}
export declare const userDb: UserDb
export declare const queries: { table: string; all(): string; deeper: { one(): number } }
export declare const Counter: { new (): object; count: number; next(): number }
export declare function findUser(id: number): string | undefined
export declare function owner(): boolean
export declare const version: number
declare const defaults: { answer(): number; ownName(): number }
export default defaults
