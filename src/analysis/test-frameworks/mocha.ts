import type { TestFramework } from './test-framework.js'

/** Mocha, with the names of its interfaces `bdd` and `tdd`. */
export const mocha: TestFramework = {
  modules: ['mocha'],
  runners: [
    'it', 'test', 'specify', 'xit', 'xspecify', 'before', 'after', 'beforeEach', 'afterEach', 'setup', 'teardown', 'suiteSetup', 'suiteTeardown',
  ],
  collectors: ['describe', 'context', 'suite', 'xdescribe', 'xcontext'],
  done: 0,
}
