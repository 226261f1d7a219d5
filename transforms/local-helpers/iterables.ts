import type { LocalHelper } from './local-helper.js'

/** `[...items]` for an async iterable. */
export const arrayFromAsync: LocalHelper = {
  name: 'arrayFromAsync',
  imports: [],
  javascript: `/** Takes all items of an async iterable, one after the other. */
async function arrayFromAsync(items) {
  const list = [];
  for await (const item of items) list.push(item);
  return list;
}`,
  typescript: `/** Takes all items of an async iterable, one after the other. */
async function arrayFromAsync<T>(items: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}`,
}

/** `const [a, b] = items` for an async iterable, which ends it after as many items. */
export const takeAsync: LocalHelper = {
  name: 'takeAsync',
  imports: [],
  javascript: `/** Takes as many items of an async iterable, and ends it there. */
async function takeAsync(items, count) {
  const list = [];
  for await (const item of items) {
    list.push(item);
    if (list.length === count) break;
  }
  return list;
}`,
  typescript: `/** Takes as many items of an async iterable, and ends it there. */
async function takeAsync<T>(items: AsyncIterable<T> | Iterable<T>, count: number): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) {
    list.push(item);
    if (list.length === count) break;
  }
  return list;
}`,
}
