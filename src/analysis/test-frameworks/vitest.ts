import { jest } from './jest.js'
import type { TestFramework } from './test-framework.js'

/** Vitest, and others whose tests are given a context in place of `done`. */
export const vitest: TestFramework = {
  modules: ['vitest', '@playwright/test'],
  runners: jest.runners,
  collectors: jest.collectors,
}
