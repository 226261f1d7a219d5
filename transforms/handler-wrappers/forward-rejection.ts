import type { HandlerWrapperText } from './handler-wrapper.js'

// Its type gives back the handler's own, so that Express's types reach the parameters of an arrow inside the call.

/** Makes Express 4 answer the rejection of an async handler. */
export const forwardRejection: HandlerWrapperText = {
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
function forwardRejection<Handler extends (...args: never[]) => unknown>(handler: Handler): Handler;
function forwardRejection(handler: (...args: unknown[]) => unknown): unknown {
  function forward(this: unknown, ...args: unknown[]): void {
    const next = args[handler.length === 4 ? 3 : 2] as (error: unknown) => void;
    Promise.resolve(handler.apply(this, args)).catch(next);
  }
  // Express takes a function of four parameters for an error handler.
  return Object.defineProperty(forward, 'length', { value: handler.length });
}`,
}
