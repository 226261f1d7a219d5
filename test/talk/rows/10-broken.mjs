// A pool: what one call sets up on its connection, the next may look for on another.
import { syncToAsync } from 'unblock-runtime'

const shop = syncToAsync(new URL('./shop.sync.mjs', import.meta.url), { threadSensitive: false, poolSize: 2 })
await shop.setUp()
const seen = await Promise.allSettled([1, 2, 3, 4].map((id) => shop.see(id)))
console.log(...new Set(seen.flatMap(({ reason }) => reason?.message ?? [])))
