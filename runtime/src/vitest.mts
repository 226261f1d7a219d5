/** `test: { setupFiles: ['unblock-runtime/vitest'] }` in the configuration of vitest. */
import { afterEach, beforeEach } from 'vitest'
import { watchTests } from './testing.js'

watchTests({ beforeEach, afterEach })
