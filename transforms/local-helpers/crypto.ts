import type { LocalHelper } from './local-helper.js'

/** `generatePrimeSync` as a promise. */
export const generatePrimeAsync: LocalHelper = {
  name: 'generatePrimeAsync',
  imports: [
    {
      module: 'crypto', names: ['generatePrime'],
      types: ['GeneratePrimeOptions', 'GeneratePrimeOptionsArrayBuffer', 'GeneratePrimeOptionsBigInt'],
    },
  ],
  javascript: `/** Takes the place of generatePrimeSync: an ArrayBuffer, or with \`bigint: true\` a bigint. */
function generatePrimeAsync(size, options = {}) {
  return new Promise((resolve, reject) => {
    generatePrime(size, options, (error, prime) => (error ? reject(error) : resolve(prime)));
  });
}`,
  typescript: `/** Takes the place of generatePrimeSync: an ArrayBuffer, or with \`bigint: true\` a bigint. */
function generatePrimeAsync(size: number, options: GeneratePrimeOptionsBigInt): Promise<bigint>;
function generatePrimeAsync(size: number, options?: GeneratePrimeOptionsArrayBuffer): Promise<ArrayBuffer>;
function generatePrimeAsync(size: number, options: GeneratePrimeOptions): Promise<ArrayBuffer | bigint>;
function generatePrimeAsync(size: number, options: GeneratePrimeOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    generatePrime(size, options, (error, prime) => (error ? reject(error) : resolve(prime)));
  });
}`,
}

/** `checkPrimeSync` as a promise. */
export const checkPrimeAsync: LocalHelper = {
  name: 'checkPrimeAsync',
  imports: [{ module: 'crypto', names: ['checkPrime'], types: ['CheckPrimeOptions', 'LargeNumberLike'] }],
  javascript: `/** Takes the place of checkPrimeSync: whether the candidate is probably a prime. */
function checkPrimeAsync(candidate, options = {}) {
  return new Promise((resolve, reject) => {
    checkPrime(candidate, options, (error, isPrime) => (error ? reject(error) : resolve(isPrime)));
  });
}`,
  typescript: `/** Takes the place of checkPrimeSync: whether the candidate is probably a prime. */
function checkPrimeAsync(candidate: LargeNumberLike, options: CheckPrimeOptions = {}): Promise<boolean> {
  return new Promise((resolve, reject) => {
    checkPrime(candidate, options, (error, isPrime) => (error ? reject(error) : resolve(isPrime)));
  });
}`,
}

/** `scryptSync` as a promise. */
export const scryptAsync: LocalHelper = {
  name: 'scryptAsync',
  imports: [{ module: 'crypto', names: ['scrypt'], types: ['BinaryLike', 'ScryptOptions', 'scryptSync'] }],
  javascript: `/** Takes the place of scryptSync: derives a key from a password. */
function scryptAsync(password, salt, keylen, options = {}) {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keylen, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}`,
  typescript: `/** Takes the place of scryptSync: derives a key from a password. */
function scryptAsync(password: BinaryLike, salt: BinaryLike, keylen: number, options: ScryptOptions = {}) {
  return new Promise<ReturnType<typeof scryptSync>>((resolve, reject) => {
    scrypt(password, salt, keylen, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}`,
}
