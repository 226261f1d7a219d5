import type { Facts } from './model/facts.js'
import type { Flag } from './model/flag.js'
import type { FunctionId } from './model/ids.js'

/** Functions that stay as they are together, whatever is selected. */
export interface LeftOut {
  functions: readonly FunctionId[]
  /** What a flag on them says; without it there is none. */
  because?: { command: string; why: string; output: string }
}

/** A flag for each reason, on a handler where there is one: that is what a person knows the rest by. */
export function leftOutFlags(leftOut: readonly LeftOut[], facts: Facts): Flag[] {
  const handlers = new Set(facts.handlers.map((handler) => handler.function))
  return leftOut.flatMap(({ functions, because }) => {
    const about = functions.find((id) => handlers.has(id)) ?? functions[0]
    const fact = facts.functions.find(({ id }) => id === about)
    if (!because || !fact) return []
    const { command, why, output } = because
    return [{ code: 'test-failed', function: fact.id, file: fact.file, span: fact.declaration ?? fact.key, data: { command, why, output: output || '(nothing)' } }]
  })
}
