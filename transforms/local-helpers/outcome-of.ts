import type { LocalHelper } from './local-helper.js'

/** Lets an assertion that calls a function at once look at what an async function does. */
export const outcomeOf: LocalHelper = {
  name: 'outcomeOf',
  imports: [],
  javascript: `/** Runs an async function, and gives a sync one that does the same again: returns what it returned, or throws what it threw. */
async function outcomeOf(run) {
  try {
    const value = await run();
    return () => value;
  } catch (error) {
    return () => { throw error; };
  }
}`,
  typescript: `/** Runs an async function, and gives a sync one that does the same again: returns what it returned, or throws what it threw. */
async function outcomeOf<T>(run: () => T | Promise<T>): Promise<() => T> {
  try {
    const value = await run();
    return () => value;
  } catch (error) {
    return () => { throw error; };
  }
}`,
}
