import { shop } from './shop.async.mjs'

await shop.setUp()
const seen = await Promise.allSettled([1, 2, 3, 4].map((id) => shop.see(id)))
console.log(seen.map(({ status }) => status).join(' '))
