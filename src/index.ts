/** What a project may import from this package: the type of its configuration. */
export { defineConfig } from './config/define-config.js'
export type * from './config/unblock-config.js'
