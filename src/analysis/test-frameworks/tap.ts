import type { TestFramework } from './test-framework.js'

/** node-tap. */
export const tap: TestFramework = {
  modules: ['tap', '@tapjs/core', '@tapjs/test'],
  runners: ['test', 'before', 'after', 'beforeEach', 'afterEach', 'teardown'],
  collectors: ['describe'],
  throws: { throws: 'rejects', doesNotThrow: 'resolves' },
}
