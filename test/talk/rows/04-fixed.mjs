import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

await serve(async function create(req, res) {
  await shop.addBook('Persuasion')
  res.end('created')
})
