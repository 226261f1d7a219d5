import type { Facts } from './model/facts.js'
import type { FunctionId, Place, Span } from './model/ids.js'
import type { Plan } from './model/plan.js'
import type { TextEdit } from './model/result.js'
import { placeOf } from './planning/make-changes.js'
import type { Failure, Rewritten } from './settle.js'

/** The functions that go with a failure, and the place in the old text where it shows. */
interface Culprits {
  functions: FunctionId[]
  at: Place
}

/** Finds the component of the plan that a failure belongs to, and all functions of it. */
export function findCulprits(failure: Failure, { plan, facts, rewritten }: { plan: Plan; facts: Facts; rewritten: readonly Rewritten[] }): Culprits {
  const edits = rewritten.find(({ result }) => result.file === failure.file)?.edits ?? []
  const span = failure.isOldSpan ? failure.span : { start: oldOffset(failure.span.start, edits), end: oldOffset(failure.span.end, edits) }
  const components = componentsAt(failure, span, { plan, facts })
  const functions = plan.decisions.filter((decision) => components.has(decision.component) && isChange(decision.verdict)).map((decision) => decision.function)
  return { functions, at: { file: failure.file, span } }
}

/** Those of the innermost changed function around the failure; else of the file; else of the whole plan. */
function componentsAt(failure: Failure, span: Span, { plan, facts }: { plan: Plan; facts: Facts }): Set<number> {
  const changes = plan.files.find((file) => file.file === failure.file)?.changes ?? []
  const around = facts.functions
    .filter((fact) => fact.file === failure.file && fact.form !== 'module' && fact.key.start <= span.start && span.start <= fact.key.end)
    .sort((a, b) => (a.key.end - a.key.start) - (b.key.end - b.key.start))
  for (const { key } of around) {
    const inside = changes.filter((change) => key.start <= placeOf(change).start && placeOf(change).end <= key.end)
    if (inside.length > 0) return new Set(inside.map((change) => change.component))
  }
  if (changes.length > 0) return new Set(changes.map((change) => change.component))
  return new Set(plan.decisions.map((decision) => decision.component))
}

function isChange(verdict: string): boolean {
  return verdict === 'convert' || verdict === 'twin'
}

/** Where an offset of the new text was in the old one; inside inserted text, where that was inserted. */
function oldOffset(offset: number, edits: readonly TextEdit[]): number {
  let shift = 0
  for (const { start, end, text } of edits) {
    if (offset < start + shift) break
    if (offset < start + shift + text.length) return start
    shift += text.length - (end - start)
  }
  return offset - shift
}
