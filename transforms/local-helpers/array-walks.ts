import type { LocalHelper } from './local-helper.js'

// As in Array.prototype's own: the length is read once, holes are skipped, and items are read when their turn comes.

/** `Array.prototype.forEach` for an async callback. */
export const forEachAsync: LocalHelper = {
  name: 'forEachAsync',
  imports: [],
  javascript: `/** forEach for an async callback: one item after the other. */
async function forEachAsync(items, callback, thisArg) {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    if (index in items) await callback.call(thisArg, items[index], index, items);
  }
}`,
  typescript: `/** forEach for an async callback: one item after the other. */
async function forEachAsync<T>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => unknown,
  thisArg?: unknown,
): Promise<void> {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    if (index in items) await callback.call(thisArg, items[index] as T, index, items);
  }
}`,
}

/** `Map.prototype.forEach` for an async callback, and that of all that has entries: sets, headers, search parameters. */
export const forEachEntryAsync: LocalHelper = {
  name: 'forEachEntryAsync',
  imports: [],
  javascript: `/** forEach of a map or a set for an async callback: one entry after the other. */
async function forEachEntryAsync(items, callback, thisArg) {
  for (const [key, value] of items.entries()) await callback.call(thisArg, value, key, items);
}`,
  typescript: `/** forEach of a map or a set for an async callback: one entry after the other. */
async function forEachEntryAsync<K, V, Items extends { entries(): Iterable<[K, V]> }>(
  items: Items & { entries(): Iterable<[K, V]> },
  callback: (value: V, key: K, items: Items) => unknown,
  thisArg?: unknown,
): Promise<void> {
  for (const [key, value] of items.entries()) await callback.call(thisArg, value, key, items);
}`,
}

/** `Array.prototype.map` for an async callback. */
export const mapAsync: LocalHelper = {
  name: 'mapAsync',
  imports: [],
  javascript: `/** map for an async callback: one item after the other, results in the order of the items. */
async function mapAsync(items, callback, thisArg) {
  const { length } = items;
  const results = new Array(length);
  for (let index = 0; index < length; index++) {
    if (index in items) results[index] = await callback.call(thisArg, items[index], index, items);
  }
  return results;
}`,
  typescript: `/** map for an async callback: one item after the other, results in the order of the items. */
async function mapAsync<T, U>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => U | Promise<U>,
  thisArg?: unknown,
): Promise<U[]> {
  const { length } = items;
  const results = new Array<U>(length);
  for (let index = 0; index < length; index++) {
    if (index in items) results[index] = await callback.call(thisArg, items[index] as T, index, items);
  }
  return results;
}`,
}

/** `Array.prototype.flatMap` for an async callback. */
export const flatMapAsync: LocalHelper = {
  name: 'flatMapAsync',
  imports: [],
  uses: ['mapAsync'],
  javascript: `/** flatMap for an async callback: one item after the other. */
async function flatMapAsync(items, callback, thisArg) {
  const results = await mapAsync(items, callback, thisArg);
  return results.flatMap((result) => result);
}`,
  typescript: `/** flatMap for an async callback: one item after the other. */
async function flatMapAsync<T, U>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => U | readonly U[] | Promise<U | readonly U[]>,
  thisArg?: unknown,
): Promise<U[]> {
  const results = await mapAsync(items, callback, thisArg);
  return results.flatMap((result) => result);
}`,
}

/** `Array.prototype.filter` for an async callback. */
export const filterAsync: LocalHelper = {
  name: 'filterAsync',
  imports: [],
  javascript: `/** filter for an async callback: one item after the other. */
async function filterAsync(items, callback, thisArg) {
  const { length } = items;
  const results = [];
  for (let index = 0; index < length; index++) {
    if (!(index in items)) continue;
    const item = items[index];
    if (await callback.call(thisArg, item, index, items)) results.push(item);
  }
  return results;
}`,
  typescript: `/** filter for an async callback: one item after the other. */
async function filterAsync<T>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => unknown,
  thisArg?: unknown,
): Promise<T[]> {
  const { length } = items;
  const results: T[] = [];
  for (let index = 0; index < length; index++) {
    if (!(index in items)) continue;
    const item = items[index] as T;
    if (await callback.call(thisArg, item, index, items)) results.push(item);
  }
  return results;
}`,
}

/** `Array.prototype.some` for an async callback. */
export const someAsync: LocalHelper = {
  name: 'someAsync',
  imports: [],
  javascript: `/** some for an async callback: one item after the other, up to the first that passes. */
async function someAsync(items, callback, thisArg) {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    if (index in items && (await callback.call(thisArg, items[index], index, items))) return true;
  }
  return false;
}`,
  typescript: `/** some for an async callback: one item after the other, up to the first that passes. */
async function someAsync<T>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => unknown,
  thisArg?: unknown,
): Promise<boolean> {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    if (index in items && (await callback.call(thisArg, items[index] as T, index, items))) return true;
  }
  return false;
}`,
}

/** `Array.prototype.every` for an async callback. */
export const everyAsync: LocalHelper = {
  name: 'everyAsync',
  imports: [],
  javascript: `/** every for an async callback: one item after the other, up to the first that fails. */
async function everyAsync(items, callback, thisArg) {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    if (index in items && !(await callback.call(thisArg, items[index], index, items))) return false;
  }
  return true;
}`,
  typescript: `/** every for an async callback: one item after the other, up to the first that fails. */
async function everyAsync<T>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => unknown,
  thisArg?: unknown,
): Promise<boolean> {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    if (index in items && !(await callback.call(thisArg, items[index] as T, index, items))) return false;
  }
  return true;
}`,
}
