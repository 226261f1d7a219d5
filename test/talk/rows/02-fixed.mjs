import { readFile } from 'node:fs/promises'
import { asyncOnly, guardBuiltIns } from 'unblock-runtime/guard'
import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

guardBuiltIns('fs')

await serve(asyncOnly(async function show(req, res) {
  res.end(req.url === '/file' ? await readFile('title.txt') : (await shop.findBook(1)).title)
}), ['/query', '/file'])
