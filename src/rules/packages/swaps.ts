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

/** `find.sync(p)` → `find(p)`; `otherwise` is for what is not called as a member of a function, where the package has the async form under a name as well. */
export function ofOwner(about: About & { name: string }, otherwise?: ApiTarget): ApiRule {
  return { ...about, ...ownerOr(owner(), otherwise) }
}

/** `glob.sync(p)` → `promisify(glob)(p)`. */
export function ofPromisifiedOwner(about: About & { name: string }, otherwise?: ApiTarget): ApiRule {
  return { ...about, ...ownerOr(promisifiedOwner(), otherwise) }
}

function ownerOr(target: ApiTarget, otherwise: ApiTarget | undefined): Pick<ApiRule, 'target' | 'variants'> {
  return otherwise ? { target: otherwise, variants: [{ when: { ownerIsFunction: true }, target }] } : { target }
}
