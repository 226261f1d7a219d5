import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

await serve(async function create(req, res) {
  await shop.addBooks(['Persuasion'])
  res.end('created')
})
console.log('books:', await shop.countBooks())
