import { ava } from './ava.js'
import { jest } from './jest.js'
import { mocha } from './mocha.js'
import { nodeAssert } from './node-assert.js'
import { nodeTest } from './node-test.js'
import { tap } from './tap.js'
import { tape } from './tape.js'
import type { TestFramework } from './test-framework.js'
import { vitest } from './vitest.js'

export type { TestFramework } from './test-framework.js'

/** Every test framework and assertion library that is known by its imports. */
export const testFrameworks: readonly TestFramework[] = [ava, jest, mocha, nodeAssert, nodeTest, tap, tape, vitest]

/** What untyped tests use without an import: the names of Jest's and Mocha's globals, which mean the same in both. */
export const globalFramework: TestFramework = {
  modules: [],
  runners: [...jest.runners, ...mocha.runners],
  collectors: [...jest.collectors, ...mocha.collectors],
  done: 0,
}
