import type { TestFramework } from './test-framework.js'

/** Node's assertions, which any runner's tests may use. */
export const nodeAssert: TestFramework = {
  modules: ['assert', 'assert/strict'],
  runners: [],
  collectors: [],
  throws: { throws: 'rejects', doesNotThrow: 'doesNotReject' },
}
