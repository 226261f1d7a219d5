import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
    // Vitest leaves one processor idle, which is half of a small machine.
    maxWorkers: '100%',
    // Journals of projects that are in no Git repository go there, and not to the folder of whoever runs the tests.
    env: { XDG_DATA_HOME: resolve(import.meta.dirname, 'tmp/data') },
  },
})
