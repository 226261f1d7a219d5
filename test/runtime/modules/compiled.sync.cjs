'use strict'
// What TypeScript makes of `export default function find` and `export const userDb` for CommonJS.
Object.defineProperty(exports, '__esModule', { value: true })
exports.userDb = { find: (id) => `user ${id}` }
exports.default = (id) => `default ${id}`
