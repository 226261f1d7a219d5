// A transaction whose beginning, queries and end are calls of their own: other requests come between them.
import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

await serve(async function create(req, res) {
  await shop.begin()
  await shop.addBook('Persuasion')
  await shop.commit()
  res.end('created')
})
console.log('books:', await shop.countBooks())
