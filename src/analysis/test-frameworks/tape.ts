import type { TestFramework } from './test-framework.js'

/** tape, whose assertions wait for nothing. */
export const tape: TestFramework = {
  modules: ['tape', 'tape-promise'],
  callable: 'test',
  runners: ['test', 'teardown'],
  collectors: [],
}
