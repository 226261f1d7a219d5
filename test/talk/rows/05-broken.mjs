// The account is made and the mail sent at once: each may have happened without the other.
import { shop } from './shop.async.mjs'
import { mail } from './mail.mjs'

const account = async (name) => {
  if (process.env.FAILS === 'account') throw new Error('no account')
  await shop.addUser(name)
}

await Promise.all([account('ann'), mail.send('ann')]).catch((error) => { console.log(error.message) })
console.log(`accounts: ${await shop.countUsers()}, mails: ${mail.sent.length}`)
