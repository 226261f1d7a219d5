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

/** What the function is a member of, called itself: `fg.sync(p)` → `fg(p)`. */
export function owner(): ApiTarget {
  return { via: 'owner' }
}

/** The same where that takes a callback: `glob.sync(p)` → `promisify(glob)(p)`. */
export function promisifiedOwner(): ApiTarget {
  return { via: 'owner', promisify: true }
}

/** Nothing; what a person can do about the call instead. */
export function none(advice: string): ApiTarget {
  return { via: 'none', advice }
}

/** Another method of the same object, or another export of the same module. */
export function method(name: string): ApiTarget {
  return { via: 'method', name }
}
