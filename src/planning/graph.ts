import type { ApiUseFact, CallFact } from '../model/calls.js'
import type { AliasFact, Facts, FileFact, HandlerFact, IteratorTypeFact, ResultTypeFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { HandoverFact } from '../model/handovers.js'
import type { MockFact } from '../model/mocks.js'
import type { BlockRun, DatabaseUseFact, ObjectId } from '../model/database.js'
import type { FileId, FunctionId, Place, Span } from '../model/ids.js'
import type { ApiRule, RuleId, SwapTarget } from '../model/rules.js'
import { groupBy } from '../group-by.js'
import { isInSpan } from '../is-in-span.js'
import { AliasWays } from './alias-ways.js'
import { clientOf, secondClientOf } from './client-names.js'
import { ruleId, targetFor } from '../rules/index.js'

/** The facts of a project, arranged for the questions that planning asks. It decides nothing. */
export class Graph {
  readonly functions: ReadonlyMap<FunctionId, FunctionFact>
  readonly files: ReadonlyMap<FileId, FileFact>
  readonly #rules: ReadonlyMap<string, ApiRule>
  readonly #families: ReadonlyMap<string, FunctionFact[]>
  readonly #callsBy: ReadonlyMap<FunctionId, CallFact[]>
  readonly #callsOf: ReadonlyMap<FunctionId, CallFact[]>
  readonly #handoversBy: ReadonlyMap<FunctionId, HandoverFact[]>
  readonly #handoversOf: ReadonlyMap<FunctionId, HandoverFact[]>
  readonly #usesBy: ReadonlyMap<FunctionId, ApiUseFact[]>
  readonly #databaseUsesBy: ReadonlyMap<FunctionId, DatabaseUseFact[]>
  readonly #usesThrough: ReadonlyMap<ObjectId, DatabaseUseFact[]>
  readonly #movedIn: ReadonlyMap<FileId, DatabaseUseFact[]>
  readonly #called: ReadonlySet<FileId>
  readonly #handlersOf: ReadonlyMap<FunctionId, HandlerFact[]>
  readonly #aliasesOf: ReadonlyMap<FunctionId, AliasFact[]>
  readonly #iteratorTypesBy: ReadonlyMap<FunctionId, IteratorTypeFact[]>
  readonly #iteratorTypesOf: ReadonlyMap<FunctionId, IteratorTypeFact[]>
  readonly #resultTypesOf: ReadonlyMap<FunctionId, ResultTypeFact[]>
  readonly #resultTypesIn: ReadonlyMap<FileId, ResultTypeFact[]>
  readonly #mocksOf: ReadonlyMap<FunctionId, MockFact[]>
  readonly #byFile: ReadonlyMap<FileId, FunctionFact[]>

  constructor(readonly facts: Facts, rules: readonly ApiRule[]) {
    this.functions = new Map(facts.functions.map((fact) => [fact.id, fact]))
    this.files = new Map(facts.files.map((file) => [file.id, file]))
    this.#rules = new Map(rules.map((rule) => [ruleKey(ruleId(rule), rule.versions), rule]))
    this.#families = groupBy(facts.functions.filter((fact) => fact.family !== undefined), (fact) => fact.family ?? '')
    this.#callsBy = groupBy(facts.calls, (call) => call.caller)
    this.#callsOf = groupBy(facts.calls, (call) => call.callee)
    this.#handoversBy = groupBy(facts.handovers, (handover) => handover.by)
    this.#handoversOf = groupBy(facts.handovers, (handover) => handover.function)
    this.#usesBy = groupBy(facts.apiUses, (use) => use.caller)
    this.#databaseUsesBy = groupBy(facts.databaseUses, (use) => use.caller)
    this.#usesThrough = new Map(facts.threadObjects.map(({ id }) => [id, facts.databaseUses.filter(({ objects }) => objects?.includes(id))]))
    this.#movedIn = groupBy(facts.databaseUses.filter(({ move }) => move.by === 'block'), (use) => use.file)
    this.#called = new Set([
      ...facts.databaseUses.flatMap(({ move }) => (move.by === 'client' ? [move.module] : [])), ...facts.threadObjects.flatMap(({ file, needs }) => (needs ? [] : [file])),
    ])
    this.#handlersOf = groupBy(facts.handlers, (handler) => handler.function)
    this.#aliasesOf = new Map([...groupBy(facts.aliases, (alias) => alias.function)].map(([id, aliases]) => {
      return [id, new AliasWays(aliases, this.function(id)).grounded()]
    }))
    this.#iteratorTypesBy = groupBy(facts.iteratorTypes, (type) => type.by)
    this.#iteratorTypesOf = groupBy(facts.iteratorTypes, (type) => type.function)
    this.#resultTypesOf = groupBy(facts.resultTypes, (type) => type.function)
    this.#resultTypesIn = groupBy(facts.resultTypes, (type) => type.file)
    this.#mocksOf = groupBy(facts.mocks, (mock) => mock.function)
    this.#byFile = groupBy(facts.functions, (fact) => fact.file)
  }

  /** The function itself, or all members of its family: what must be decided as one. */
  membersOf(id: FunctionId): readonly FunctionFact[] {
    const fact = this.function(id)
    return fact.family === undefined ? [fact] : this.#families.get(fact.family) ?? [fact]
  }

  function(id: FunctionId): FunctionFact {
    const fact = this.functions.get(id)
    if (!fact) throw new Error(`No fact for ${id}`)
    return fact
  }

  ruleOf({ rule, versions }: ApiUseFact): ApiRule | undefined {
    return this.#rules.get(ruleKey(rule, versions))
  }

  /** What takes the place of a blocking API; undefined where nothing does, or where it is handed on to code that no async function suits. */
  targetOf(fact: ApiUseFact): SwapTarget | undefined {
    const rule = this.ruleOf(fact)
    if (!rule || fact.isVersionUnknown) return undefined
    const target = targetFor(rule, fact)
    if (target.via === 'none' || !fits(target, { rule, fact })) return undefined
    const isFunction = target.via === 'promises' || target.via === 'helper'
    return fact.use !== 'not-called' || (fact.calledBack && isFunction) ? target : undefined
  }

  /** What a person can do about a blocking API that has no asynchronous form. */
  adviceOn(fact: ApiUseFact): string | undefined {
    const rule = this.ruleOf(fact)
    const target = rule && targetFor(rule, fact)
    return target?.via === 'none' ? target.advice : undefined
  }

  callsBy(id: FunctionId): readonly CallFact[] {
    return this.#callsBy.get(id) ?? []
  }

  callsOf(id: FunctionId): readonly CallFact[] {
    return this.#callsOf.get(id) ?? []
  }

  handoversBy(id: FunctionId): readonly HandoverFact[] {
    return this.#handoversBy.get(id) ?? []
  }

  handoversOf(id: FunctionId): readonly HandoverFact[] {
    return this.#handoversOf.get(id) ?? []
  }

  usesBy(id: FunctionId): readonly ApiUseFact[] {
    return this.#usesBy.get(id) ?? []
  }

  databaseUsesBy(id: FunctionId): readonly DatabaseUseFact[] {
    return this.#databaseUsesBy.get(id) ?? []
  }

  /** The work that goes through an object which the thread can build. */
  usesThrough(object: ObjectId): readonly DatabaseUseFact[] {
    return this.#usesThrough.get(object) ?? []
  }

  /** The functions that work through the same objects as one does: all of them convert, or none. */
  tiedTo(id: FunctionId): FunctionId[] {
    const objects = new Set(this.databaseUsesBy(id).flatMap((use) => use.objects ?? []))
    return [...new Set([...objects].flatMap((object) => this.usesThrough(object).map(({ caller }) => caller)))]
  }

  /** The client of what moves out of a file; a file of which functions are called in the thread has one by itself. */
  clientOfMoved(file: FileId): FileId {
    return this.#called.has(file) ? secondClientOf(file) : clientOf(file)
  }

  /** It stands in code that can move to the database thread, where it stays sync with all that it calls. */
  isMoved(place: Place): boolean {
    return this.#movedIn.get(place.file)?.some((use) => isWithin(place, use) && !staysWithCaller(place, use)) ?? false
  }

  handlersOf(id: FunctionId): readonly HandlerFact[] {
    return this.#handlersOf.get(id) ?? []
  }

  /** The other names that lead to a function. */
  aliasesOf(id: FunctionId): readonly AliasFact[] {
    return this.#aliasesOf.get(id) ?? []
  }

  iteratorTypesBy(id: FunctionId): readonly IteratorTypeFact[] {
    return this.#iteratorTypesBy.get(id) ?? []
  }

  iteratorTypesOf(id: FunctionId): readonly IteratorTypeFact[] {
    return this.#iteratorTypesOf.get(id) ?? []
  }

  /** It gives an iterator, as a generator or as the signature of some. */
  isGenerator(id: FunctionId): boolean {
    return this.membersOf(id).some((member) => member.isGenerator)
  }

  resultTypesOf(id: FunctionId): readonly ResultTypeFact[] {
    return this.#resultTypesOf.get(id) ?? []
  }

  resultTypesIn(file: FileId): readonly ResultTypeFact[] {
    return this.#resultTypesIn.get(file) ?? []
  }

  mocksOf(id: FunctionId): readonly MockFact[] {
    return this.#mocksOf.get(id) ?? []
  }

  functionsIn(file: FileId): readonly FunctionFact[] {
    return this.#byFile.get(file) ?? []
  }

  /** The functions around one, innermost first. */
  ancestorsOf({ file, key, id }: FunctionFact): FunctionFact[] {
    return this.functionsIn(file)
      .filter((other) => other.id !== id && other.form !== 'module' && isCodeOf(other, { file, span: key }))
      .sort((a, b) => (a.key.end - a.key.start) - (b.key.end - b.key.start))
  }
}

/** What was taken out of an exported object, or of an instance, has no import of its own; and a namespace cannot be called. */
function fits(target: SwapTarget, { rule, fact }: { rule: ApiRule; fact: ApiUseFact }): boolean {
  if (fact.access === 'name') return target.via === 'helper' || target.via === 'promises' || !/[.#]/.test(rule.name)
  return target.via !== 'owner' || fact.ownerIsFunction === true
}

function ruleKey(id: RuleId, versions: string | undefined): string {
  return versions === undefined ? id : `${id} ${versions}`
}

/** Whether one place lies in another. */
export function isWithin({ file, span }: Place, outer: Place): boolean {
  return file === outer.file && isInSpan(span, outer.span)
}

/** Whether a place is in a function: in its body, or in a default value that the body can compute as well. */
export function isCodeOf({ file, key, movableDefaults = [] }: FunctionFact, place: Place): boolean {
  return [key, ...movableDefaults].some((span) => isWithin(place, { file, span }))
}

/** Callers of such a function have a promise already, whatever its body does: its conversion stops there. */
export function givesPromise(fact: FunctionFact): boolean {
  return fact.isAsync || fact.returnsPromise
}

/** The function is written where it is handed over, so that nothing else can use it. */
export function isWrittenThere({ file, span }: HandoverFact, fact: FunctionFact): boolean {
  return file === fact.file && span.start <= fact.key.start && fact.key.end <= span.end
}

/** In what the caller keeps of a moved block: an argument that it works out, the way out of an early exit, the last statement. */
function staysWithCaller({ span }: Place, { move }: DatabaseUseFact): boolean {
  if (move.by !== 'block') return false
  const isInside = (outer: Span): boolean => isInSpan(span, outer)
  const computed = move.parameters.flatMap(({ isComputed, uses }) => (isComputed ? uses : []))
  return (computed.some(isInside) || staysIn(move, span)) && !move.extracts.some(({ expression }) => isInside(expression))
}

function staysIn({ exits, tail }: BlockRun, span: Span): boolean {
  if (tail && isInSpan(span, tail)) return true
  const branch = exits.flatMap(({ branches }) => branches).find(({ body }) => isInSpan(span, body))
  return branch !== undefined && (!branch.inner || !isInSpan(span, branch.inner.span) || staysIn(branch.inner, span))
}
