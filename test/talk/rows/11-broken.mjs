// The check and what relies on it are two calls: both requests pass the check.
import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

await serve(async function register(req, res) {
  if (await shop.hasUser('ann')) {
    res.statusCode = 409
    res.end('taken')
    return
  }
  await shop.addUser('ann')
  res.end('registered')
}, ['/a', '/b'])
console.log('accounts:', await shop.countUsers())
