import { syncToAsync } from 'unblock-runtime'
const users = syncToAsync(new URL('./users.sync.js', import.meta.url))
export const callFromInside = () => { users.count().catch((error) => { globalThis.nested = error.code }) }
export const seen = () => globalThis.nested
