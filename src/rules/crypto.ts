import type { ApiRule } from '../model/rules.js'
import { helper, promisified } from './targets.js'

/** Costly computations. randomFillSync is none: like randomBytes(n) it takes microseconds. */
export const cryptoRules: readonly ApiRule[] = [
  // Node 24.7 and later.
  { module: 'crypto', name: 'argon2Sync', effect: 'none', target: promisified('argon2') },
  // promisify takes from the types of checkPrime and scrypt the form without options, and of the result `unknown`.
  { module: 'crypto', name: 'checkPrimeSync', effect: 'none', target: helper('checkPrimeAsync') },
  { module: 'crypto', name: 'generateKeyPairSync', effect: 'none', target: promisified('generateKeyPair') },
  { module: 'crypto', name: 'generateKeySync', effect: 'none', target: promisified('generateKey') },
  // The type of the promisified function does not tell an ArrayBuffer from a bigint.
  { module: 'crypto', name: 'generatePrimeSync', effect: 'none', target: helper('generatePrimeAsync') },
  { module: 'crypto', name: 'hkdfSync', effect: 'none', target: promisified('hkdf') },
  { module: 'crypto', name: 'pbkdf2Sync', effect: 'none', target: promisified('pbkdf2') },
  { module: 'crypto', name: 'scryptSync', effect: 'none', target: helper('scryptAsync') },
]
