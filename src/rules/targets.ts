import type { ApiTarget } from '../model/rules.js'

/** `fs.promises.<name>`. */
export function promises(name: string): ApiTarget {
  return { via: 'promises', name }
}

/** `promisify(<module>.<name>)`. */
export function promisified(name: string): ApiTarget {
  return { via: 'promisify', name }
}

/** A function of transforms/local-helpers. */
export function helper(name: string): ApiTarget {
  return { via: 'helper', helper: name }
}

/** Another method of the same object. */
export function method(name: string): ApiTarget {
  return { via: 'method', name }
}
