import type { TestFramework } from './test-framework.js'

/** Node's own test runner. */
export const nodeTest: TestFramework = {
  modules: ['test'],
  callable: 'test',
  runners: ['test', 'it', 'before', 'after', 'beforeEach', 'afterEach'],
  collectors: ['describe', 'suite'],
  done: 1,
  cutsSubtestsOff: true,
  throws: { throws: 'rejects', doesNotThrow: 'doesNotReject' },
}
