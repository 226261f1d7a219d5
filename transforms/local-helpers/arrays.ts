import type { LocalHelper } from './local-helper.js'

/** `Array.from` for an async callback, as `Array.fromAsync` of Node 22 is. */
export const mapFromAsync: LocalHelper = {
  name: 'mapFromAsync',
  imports: [],
  javascript: `/** Array.from for an async callback: one item after the other. */
async function mapFromAsync(items, callback, thisArg) {
  const results = [];
  const iterable = Symbol.iterator in Object(items) ? items : Array.from(items);
  for (const item of iterable) results.push(await callback.call(thisArg, item, results.length));
  return results;
}`,
  typescript: `/** Array.from for an async callback: one item after the other. */
async function mapFromAsync<T, U>(
  items: Iterable<T> | ArrayLike<T>,
  callback: (item: T, index: number) => U | Promise<U>,
  thisArg?: unknown,
): Promise<U[]> {
  const results: U[] = [];
  const iterable = Symbol.iterator in Object(items) ? (items as Iterable<T>) : Array.from(items);
  for (const item of iterable) results.push(await callback.call(thisArg, item, results.length));
  return results;
}`,
}

/** `Array.prototype.sort` by a key that has to be waited for; the comparison of two keys has not. */
export const sortByAsync: LocalHelper = {
  name: 'sortByAsync',
  imports: [],
  javascript: `/** sort by an async key, which is computed once for each item, one after the other. */
async function sortByAsync(items, keyOf, compare) {
  const keys = new Map();
  for (const item of items.length > 1 ? items : []) {
    if (item !== undefined && !keys.has(item)) keys.set(item, await keyOf(item));
  }
  return items.sort((a, b) => compare(keys.get(a), keys.get(b)));
}`,
  typescript: `/** sort by an async key, which is computed once for each item, one after the other. */
async function sortByAsync<T, K>(items: T[], keyOf: (item: T) => Promise<K>, compare: (a: K, b: K) => number): Promise<T[]> {
  const keys = new Map<T, K>();
  for (const item of items.length > 1 ? items : []) {
    if (item !== undefined && !keys.has(item)) keys.set(item, await keyOf(item));
  }
  return items.sort((a, b) => compare(keys.get(a) as K, keys.get(b) as K));
}`,
}
