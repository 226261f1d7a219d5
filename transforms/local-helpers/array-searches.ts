import type { LocalHelper } from './local-helper.js'

// As in Array.prototype's own: the length is read once, and items are read when their turn comes; find and its kin visit
// holes, reduce skips them.

/** `Array.prototype.find` for an async callback. */
export const findAsync: LocalHelper = {
  name: 'findAsync',
  imports: [],
  javascript: `/** find for an async callback: one item after the other, up to the first that passes. */
async function findAsync(items, callback, thisArg) {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    const item = items[index];
    if (await callback.call(thisArg, item, index, items)) return item;
  }
  return undefined;
}`,
  typescript: `/** find for an async callback: one item after the other, up to the first that passes. */
async function findAsync<T>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => unknown,
  thisArg?: unknown,
): Promise<T | undefined> {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    const item = items[index] as T;
    if (await callback.call(thisArg, item, index, items)) return item;
  }
  return undefined;
}`,
}

/** `Array.prototype.findIndex` for an async callback. */
export const findIndexAsync: LocalHelper = {
  name: 'findIndexAsync',
  imports: [],
  javascript: `/** findIndex for an async callback: one item after the other, up to the first that passes. */
async function findIndexAsync(items, callback, thisArg) {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    if (await callback.call(thisArg, items[index], index, items)) return index;
  }
  return -1;
}`,
  typescript: `/** findIndex for an async callback: one item after the other, up to the first that passes. */
async function findIndexAsync<T>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => unknown,
  thisArg?: unknown,
): Promise<number> {
  const { length } = items;
  for (let index = 0; index < length; index++) {
    if (await callback.call(thisArg, items[index] as T, index, items)) return index;
  }
  return -1;
}`,
}

/** `Array.prototype.findLast` for an async callback. */
export const findLastAsync: LocalHelper = {
  name: 'findLastAsync',
  imports: [],
  javascript: `/** findLast for an async callback: one item after the other, from the end, up to the first that passes. */
async function findLastAsync(items, callback, thisArg) {
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (await callback.call(thisArg, item, index, items)) return item;
  }
  return undefined;
}`,
  typescript: `/** findLast for an async callback: one item after the other, from the end, up to the first that passes. */
async function findLastAsync<T>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => unknown,
  thisArg?: unknown,
): Promise<T | undefined> {
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index] as T;
    if (await callback.call(thisArg, item, index, items)) return item;
  }
  return undefined;
}`,
}

/** `Array.prototype.findLastIndex` for an async callback. */
export const findLastIndexAsync: LocalHelper = {
  name: 'findLastIndexAsync',
  imports: [],
  javascript: `/** findLastIndex for an async callback: one item after the other, from the end, up to the first that passes. */
async function findLastIndexAsync(items, callback, thisArg) {
  for (let index = items.length - 1; index >= 0; index--) {
    if (await callback.call(thisArg, items[index], index, items)) return index;
  }
  return -1;
}`,
  typescript: `/** findLastIndex for an async callback: one item after the other, from the end, up to the first that passes. */
async function findLastIndexAsync<T>(
  items: readonly T[],
  callback: (item: T, index: number, items: readonly T[]) => unknown,
  thisArg?: unknown,
): Promise<number> {
  for (let index = items.length - 1; index >= 0; index--) {
    if (await callback.call(thisArg, items[index] as T, index, items)) return index;
  }
  return -1;
}`,
}

/** `Array.prototype.reduce` for an async callback. */
export const reduceAsync: LocalHelper = {
  name: 'reduceAsync',
  imports: [],
  javascript: `/** reduce for an async callback: one item after the other. */
async function reduceAsync(items, callback, ...initial) {
  const { length } = items;
  let started = initial.length > 0;
  let result = initial[0];
  for (let index = 0; index < length; index++) {
    if (!(index in items)) continue;
    result = started ? await callback(result, items[index], index, items) : items[index];
    started = true;
  }
  if (!started) throw new TypeError('Reduce of empty array with no initial value');
  return result;
}`,
  typescript: `/** reduce for an async callback: one item after the other. */
async function reduceAsync<Items extends readonly unknown[]>(
  items: Items,
  callback: (result: Items[number], item: Items[number], index: number, items: Items) => Items[number] | Promise<Items[number]>,
  initial?: Items[number],
): Promise<Items[number]>;
async function reduceAsync<T, U>(
  items: readonly T[],
  callback: (result: U, item: T, index: number, items: readonly T[]) => U | Promise<U>,
  initial: U,
): Promise<U>;
async function reduceAsync(
  items: readonly unknown[],
  callback: (result: unknown, item: unknown, index: number, items: readonly unknown[]) => unknown,
  ...initial: unknown[]
): Promise<unknown> {
  const { length } = items;
  let started = initial.length > 0;
  let result = initial[0];
  for (let index = 0; index < length; index++) {
    if (!(index in items)) continue;
    result = started ? await callback(result, items[index], index, items) : items[index];
    started = true;
  }
  if (!started) throw new TypeError('Reduce of empty array with no initial value');
  return result;
}`,
}

/** `Array.prototype.reduceRight` for an async callback. */
export const reduceRightAsync: LocalHelper = {
  name: 'reduceRightAsync',
  imports: [],
  javascript: `/** reduceRight for an async callback: one item after the other, from the end. */
async function reduceRightAsync(items, callback, ...initial) {
  let started = initial.length > 0;
  let result = initial[0];
  for (let index = items.length - 1; index >= 0; index--) {
    if (!(index in items)) continue;
    result = started ? await callback(result, items[index], index, items) : items[index];
    started = true;
  }
  if (!started) throw new TypeError('Reduce of empty array with no initial value');
  return result;
}`,
  typescript: `/** reduceRight for an async callback: one item after the other, from the end. */
async function reduceRightAsync<Items extends readonly unknown[]>(
  items: Items,
  callback: (result: Items[number], item: Items[number], index: number, items: Items) => Items[number] | Promise<Items[number]>,
  initial?: Items[number],
): Promise<Items[number]>;
async function reduceRightAsync<T, U>(
  items: readonly T[],
  callback: (result: U, item: T, index: number, items: readonly T[]) => U | Promise<U>,
  initial: U,
): Promise<U>;
async function reduceRightAsync(
  items: readonly unknown[],
  callback: (result: unknown, item: unknown, index: number, items: readonly unknown[]) => unknown,
  ...initial: unknown[]
): Promise<unknown> {
  let started = initial.length > 0;
  let result = initial[0];
  for (let index = items.length - 1; index >= 0; index--) {
    if (!(index in items)) continue;
    result = started ? await callback(result, items[index], index, items) : items[index];
    started = true;
  }
  if (!started) throw new TypeError('Reduce of empty array with no initial value');
  return result;
}`,
}
