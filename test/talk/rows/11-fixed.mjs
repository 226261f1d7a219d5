import { serve } from './serve.mjs'
import { shop } from './shop.async.mjs'

await serve(async function register(req, res) {
  const isNew = await shop.register('ann')
  res.statusCode = isNew ? 200 : 409
  res.end(isNew ? 'registered' : 'taken')
}, ['/a', '/b'])
console.log('accounts:', await shop.countUsers())
