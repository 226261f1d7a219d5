// In this order only one thing can be left: an account whose mail can be sent again.
import { shop } from './shop.async.mjs'
import { mail } from './mail.mjs'

const account = async (name) => {
  if (process.env.FAILS === 'account') throw new Error('no account')
  await shop.addUser(name)
}
const register = async (name) => {
  await account(name)
  await mail.send(name)
}

await register('ann').catch((error) => { console.log(error.message) })
console.log(`accounts: ${await shop.countUsers()}, mails: ${mail.sent.length}`)
