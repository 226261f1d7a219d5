/** Options of node that belong to the code given with them, and would end a worker without a word. */
const ofEvaluatedCode = /^(-e|-p|-pe|--eval|--print|--input-type)(=|$)/
const passedOn = /^(--import|--require|-r|--loader|--experimental-loader|--conditions|-C|--enable-source-maps|--experimental-.*|--no-warnings.*)(=|$)/
const takesValue = /^(--import|--require|-r|--loader|--experimental-loader|--conditions|-C)$/

/**
 * The options of this process that its workers need; `undefined` lets them inherit all, which is right but for `-e` and
 * its like. Then it is a list of what is known to be allowed, as Node 24's test runner adds options that a Worker refuses.
 */
export function workerArguments(execArgv: readonly string[]): string[] | undefined {
  if (!execArgv.some((argument) => ofEvaluatedCode.test(argument))) return undefined
  return execArgv.filter((argument, index) => passedOn.test(argument) || takesValue.test(execArgv[index - 1] ?? ''))
}
