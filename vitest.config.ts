import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    passWithNoTests: false,
    // Vitest leaves one processor idle, which is half of a small machine.
    maxWorkers: '100%',
  },
})
