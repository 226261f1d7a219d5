import type { LocalHelper } from './local-helper.js'

/** Makes Express 4 answer the rejection of an async handler. */
export const forwardRejection: LocalHelper = {
  name: 'forwardRejection',
  imports: [],
  javascript: `/** Hands a rejection of an async handler to next(), as Express 4 does only with what a handler throws. */
function forwardRejection(handler) {
  function forward(...args) {
    const next = args[handler.length === 4 ? 3 : 2];
    Promise.resolve(handler.apply(this, args)).catch(next);
  }
  // Express takes a function of four parameters for an error handler.
  return Object.defineProperty(forward, 'length', { value: handler.length });
}`,
  typescript: `/** Hands a rejection of an async handler to next(), as Express 4 does only with what a handler throws. */
function forwardRejection<Args extends unknown[]>(handler: (...args: Args) => unknown): (...args: Args) => void {
  function forward(this: unknown, ...args: Args): void {
    const next = args[handler.length === 4 ? 3 : 2] as (error: unknown) => void;
    Promise.resolve(handler.apply(this, args)).catch(next);
  }
  // Express takes a function of four parameters for an error handler.
  return Object.defineProperty(forward, 'length', { value: handler.length });
}`,
}
