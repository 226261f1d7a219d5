import type { TestFramework } from './test-framework.js'

/** Jest, and others with its names. */
export const jest: TestFramework = {
  modules: ['@jest/globals', 'bun:test'],
  runners: ['it', 'test', 'fit', 'xit', 'xtest', 'bench', 'beforeAll', 'afterAll', 'beforeEach', 'afterEach'],
  collectors: ['describe', 'fdescribe', 'xdescribe', 'suite'],
  done: 0,
}
