// An `await` is missing before a write: it comes later than the answer, and its error is nobody's.
import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

await serve(async function create(req, res) {
  if (process.env.VOID) void shop.addBook('Persuasion')
  else shop.addBook('Persuasion')
  res.end('created')
})
