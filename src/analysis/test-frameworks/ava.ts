import type { TestFramework } from './test-framework.js'

/** AVA. */
export const ava: TestFramework = {
  modules: ['ava'],
  callable: 'test',
  runners: ['test', 'before', 'after', 'beforeEach', 'afterEach', 'teardown', 'try'],
  collectors: [],
  throws: { throws: 'throwsAsync', notThrows: 'notThrowsAsync' },
}
