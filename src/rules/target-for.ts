import type { ApiUseFact, ArgumentFact } from '../model/calls.js'
import type { ApiRule, ApiTarget, CallCondition } from '../model/rules.js'

/** What takes the place of this call: the first variant whose condition holds, else the rule's own target. */
export function targetFor(rule: ApiRule, use: AskedOf): ApiTarget {
  return rule.variants?.find(({ when }) => holds(when, use))?.target ?? rule.target
}

/** What conditions ask about a call. */
export type AskedOf = Pick<ApiUseFact, 'arguments' | 'ownerIsFunction'>

/** Whether a condition holds for a call. */
export function holds(when: CallCondition, { arguments: args, ownerIsFunction }: AskedOf): boolean {
  return (
    (when.count === undefined || hasCount(when.count, args)) &&
    (when.argument === undefined || argumentMatches(when, argumentAt(args, when.argument))) &&
    (when.hasCallback === undefined || hasCallback(when.hasCallback, args)) &&
    (when.ownerIsFunction === undefined || ownerIsFunction === true)
  )
}

function hasCallback(surely: 'surely' | 'perhaps', args: ArgumentFact[]): boolean {
  return args.some(({ is }) => is === 'function' || (surely === 'perhaps' && (is === 'any' || is === 'spread')))
}

function hasCount(counts: number[], args: ArgumentFact[]): boolean {
  return counts.includes(args.length) && !args.some(({ is }) => is === 'spread')
}

/** Behind a spread any argument may stand at any place. */
function argumentAt(args: ArgumentFact[], index: number): ArgumentFact | undefined {
  return args.slice(0, index).find(({ is }) => is === 'spread') ?? args[index]
}

function argumentMatches(when: CallCondition, argument: ArgumentFact | undefined): boolean {
  if (argument === undefined) return false
  if (when.isNumber && argument.is !== 'number' && argument.is !== 'spread') return false
  if (when.isObject && argument.is !== 'object-literal') return false
  if (when.hasKey !== undefined && !(argument.is === 'object-literal' && argument.keys.includes(when.hasKey))) return false
  return when.mayHaveKey === undefined || [when.mayHaveKey].flat().some((key) => mayHaveKey(argument, key))
}

function mayHaveKey(argument: ArgumentFact, key: string): boolean {
  if (argument.is === 'number' || argument.is === 'function') return false
  return argument.is !== 'object-literal' || argument.open || argument.keys.includes(key)
}
