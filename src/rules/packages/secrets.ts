import type { ApiRule } from '../../model/rules.js'
import { none, promisified } from '../targets.js'
import { swaps } from './swaps.js'

const mayTakeCallback = none('Nobody can tell here whether the last argument is a callback: give it a type, and run unblock again.')

/** A callback makes it asynchronous. */
function withCallback(name: string): ApiRule {
  return {
    module: 'node-forge', name, effect: 'none', unless: [{ hasCallback: 'surely' }], target: promisified(name.replace(/.*\./, '')),
    variants: [{ when: { hasCallback: 'perhaps' }, target: mayTakeCallback }],
  }
}

/** Passwords and keys. Promises came to bcrypt with 1.0, to bcryptjs with 2.3. */
export const secretRules: readonly ApiRule[] = [
  ...swaps({ module: 'bcrypt', effect: 'none', versions: '>=1' }, { compareSync: 'compare', genSaltSync: 'genSalt', hashSync: 'hash' }),
  ...swaps({ module: 'bcryptjs', effect: 'none', versions: '>=2.3' }, { compareSync: 'compare', genSaltSync: 'genSalt' }),
  {
    module: 'bcryptjs', name: 'hashSync', effect: 'none', versions: '>=2.3', target: { via: 'method', name: 'hash' },
    // hash() knows no default number of rounds.
    variants: [{ when: { count: [1] }, target: none('Say how many rounds, `hashSync(password, 10)`, and run unblock again.') }],
  },
  ...swaps({ module: '@node-rs/argon2', effect: 'none' }, { hashRawSync: 'hashRaw', hashSync: 'hash', verifySync: 'verify' }),
  withCallback('pbkdf2'),
  withCallback('pkcs5.pbkdf2'),
  withCallback('pki.rsa.generateKeyPair'),
]
