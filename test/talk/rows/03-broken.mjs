// An `await` is missing before a read: a promise has no title.
import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

await serve(async function show(req, res) {
  const book = shop.findBook(1)
  res.end(`Title: ${book.title}`)
})
