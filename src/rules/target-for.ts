import type { ArgumentFact } from '../model/calls.js'
import type { ApiRule, ApiTarget, CallCondition } from '../model/rules.js'

/** What takes the place of this call: the first variant whose condition holds, else the rule's own target. */
export function targetFor(rule: ApiRule, args: ArgumentFact[]): ApiTarget {
  return rule.variants?.find(({ when }) => holds(when, args))?.target ?? rule.target
}

function holds(when: CallCondition, args: ArgumentFact[]): boolean {
  return (
    (when.count === undefined || hasCount(when.count, args)) &&
    (when.argument === undefined || argumentMatches(when, argumentAt(args, when.argument)))
  )
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
  return when.mayHaveKey === undefined || mayHaveKey(argument, when.mayHaveKey)
}

function mayHaveKey(argument: ArgumentFact, key: string): boolean {
  if (argument.is === 'number') return false
  return argument.is !== 'object-literal' || argument.open || argument.keys.includes(key)
}
