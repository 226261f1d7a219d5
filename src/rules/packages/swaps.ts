import type { ApiRule, ApiTarget, Effect } from '../../model/rules.js'
import { method, none, owner, promisifiedOwner } from '../targets.js'

/** What the rules of one package have in common. */
export interface About {
  module: string
  effect: Effect
  versions?: string
}

/** A rule for each blocking function whose async form is another function beside it: `{ hashSync: 'hash' }`. */
export function swaps(about: About, names: Readonly<Record<string, string>>): ApiRule[] {
  return Object.entries(names).map(([name, to]) => ({ ...about, name, target: method(to) }))
}

/** A rule for each function that nothing takes the place of. */
export function noSwaps(about: About, advice: string, names: readonly string[]): ApiRule[] {
  return names.map((name) => ({ ...about, name, target: none(advice) }))
}

/** Under a name of its own such a function leads nowhere. */
export const wholeAlone = none('Import the package as a whole and call the function as a member of that; then run unblock again.')

/** `find.sync(p)` → `find(p)`; `otherwise` is for a function under a name of its own, where the package has the async form under one as well. */
export function ofOwner(about: About & { name: string }, otherwise: ApiTarget = wholeAlone): ApiRule {
  return { ...about, target: otherwise, variants: [{ when: { ownerIsFunction: true }, target: owner() }] }
}

/** `glob.sync(p)` → `promisify(glob)(p)`. */
export function ofPromisifiedOwner(about: About & { name: string }, otherwise: ApiTarget = wholeAlone): ApiRule {
  return { ...about, target: otherwise, variants: [{ when: { ownerIsFunction: true }, target: promisifiedOwner() }] }
}
