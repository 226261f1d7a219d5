// `await` was put in front of synchronous calls.
import { readFileSync } from 'node:fs'
import { asyncOnly, guardBuiltIns } from 'unblock-runtime/guard'
import { serve } from './serve.mjs'
import { findBook } from './shop.sync.mjs'

if (process.env.BUILT_INS) guardBuiltIns('fs')

await serve(asyncOnly(async function show(req, res) {
  res.end(req.url === '/file' ? await readFileSync('title.txt') : (await findBook(1)).title)
}), ['/query', '/file'])
