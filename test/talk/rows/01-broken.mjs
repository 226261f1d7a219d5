// `async` was put in front of a handler that goes on to query on the event loop's thread.
import { allowSync, asyncOnly } from 'unblock-runtime/guard'
import { serve } from './serve.mjs'
import { findBook } from './shop.sync.mjs'

const find = process.env.MEANT ? (id) => allowSync(() => findBook(id)) : findBook

await serve(asyncOnly(async function show(req, res) {
  res.end(find(1).title)
}))
