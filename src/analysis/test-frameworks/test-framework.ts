/** How one test framework runs tests and asserts that something throws: names alone, a file for each framework. */
export interface TestFramework {
  /** The modules that it is imported from, without `node:`. */
  modules: readonly string[]
  /** What the module itself is when it is called: `test` for `import test from 'ava'`. */
  callable?: string
  /** Functions that wait for the promise that their callback returns. */
  runners: readonly string[]
  /** Functions whose callback declares tests, and has to have declared them when it returns. */
  collectors: readonly string[]
  /** The place of `done` among the parameters of a test's callback. */
  done?: number
  /** A test inside of a test is cut off at the end of the outer one, unless that awaits it. */
  cutsSubtestsOff?: true
  /** Assertions that call what they are handed, and those that wait for it: of the module, and of the `t` that a test is given. */
  throws?: Readonly<Record<string, string>>
}
