import { syncToAsync } from 'unblock-runtime'

export const shop = syncToAsync(new URL('./shop.sync.mjs', import.meta.url))
