import { asyncOnly } from 'unblock-runtime/guard'
import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

await serve(asyncOnly(async function show(req, res) {
  res.end((await shop.findBook(1)).title)
}))
