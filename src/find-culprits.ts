import type { Facts } from './model/facts.js'
import type { FunctionId, Place, Span } from './model/ids.js'
import type { Decision, Plan } from './model/plan.js'
import type { TextEdit } from './model/result.js'
import type { Failure, Rewritten } from './settle.js'

/** The functions to leave out because of a failure, and the place in the old text where it shows. */
interface Culprits {
  functions: FunctionId[]
  at: Place
}

/** What a failure is judged by. */
interface Evidence {
  plan: Plan
  facts: Facts
  rewritten: readonly Rewritten[]
}

/**
 * Finds what to leave out so that a failure goes away: the converted function that it is in; else the converted
 * functions that are called or handed on there, or that have a name that is mentioned; else every component with a change in that file; else everything. What is left out
 * stays sync as a whole, and planning anew gives what it calls a twin, so that no call chain is cut in half.
 */
export function findCulprits(failure: Failure, { plan, facts, rewritten }: Evidence): Culprits {
  const at = placeOfFailure(failure, rewritten)
  const changed = plan.decisions.filter(isChange)
  const candidates = [
    () => innermostAround(at, changed, facts),
    () => namedAt(at, changed, facts),
    () => mentionedIn(failure.message, changed, facts),
    () => inSameFile(at, changed, plan),
  ]
  for (const find of candidates) {
    const functions = find()
    if (functions.length > 0) return { functions, at }
  }
  return { functions: changed.map((decision) => decision.function), at }
}

/** Where a failure shows in the old text. */
export function placeOfFailure({ file, span, isOldSpan }: Failure, rewritten: readonly Rewritten[]): Place {
  const edits = rewritten.find(({ result }) => result.file === file)?.edits ?? []
  return { file, span: isOldSpan ? span : { start: oldOffset(span.start, edits), end: oldOffset(span.end, edits) } }
}

function innermostAround({ file, span }: Place, changed: readonly Decision[], facts: Facts): FunctionId[] {
  const ids = new Set(changed.map((decision) => decision.function))
  return facts.functions
    .filter((fact) => ids.has(fact.id) && fact.file === file && contains(fact.declaration ?? fact.key, span.start))
    .sort((a, b) => (a.key.end - a.key.start) - (b.key.end - b.key.start))
    .slice(0, 1)
    .map((fact) => fact.id)
}

function namedAt({ file, span }: Place, changed: readonly Decision[], facts: Facts): FunctionId[] {
  const ids = new Set(changed.map((decision) => decision.function))
  const uses = [
    ...facts.calls.map((call) => ({ file: call.file, span: call.span, id: call.callee })),
    ...facts.handovers.map((handover) => ({ file: handover.file, span: handover.span, id: handover.function })),
  ]
  return uses.filter((use) => use.file === file && ids.has(use.id) && use.span.start < span.end && span.start < use.span.end).map((use) => use.id)
}

/** The check's words quote the code that it stumbled over. */
function mentionedIn(message: string, changed: readonly Decision[], facts: Facts): FunctionId[] {
  const words = new Set(message.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu))
  const ids = new Set(changed.map((decision) => decision.function))
  return facts.functions.filter((fact) => ids.has(fact.id) && words.has(fact.name)).map((fact) => fact.id)
}

function inSameFile({ file }: Place, changed: readonly Decision[], plan: Plan): FunctionId[] {
  const changes = plan.files.find((candidate) => candidate.file === file)?.changes ?? []
  const added = plan.newFiles.filter((candidate) => candidate.file === file)
  const components = new Set([...changes.map((change) => change.component), ...added.flatMap((candidate) => candidate.components)])
  return changed.filter((decision) => components.has(decision.component)).map((decision) => decision.function)
}

function isChange({ verdict }: Decision): boolean {
  return verdict === 'convert' || verdict === 'twin'
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end
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
