import { ts } from 'ts-morph'
import type { FunctionId } from '../../model/ids.js'
import type { CodePlace, RaceFact, RaceRepair, StaleFact, WaitPlace } from '../../model/races.js'
import { allNodes, isIn } from '../blocks/references.js'
import { spanOf } from '../function-registry.js'
import type { Symbols } from '../symbols.js'
import type { Accesses, WriteAccess } from './accesses.js'
import { Dependence, type Test } from './dependence.js'
import type { FileEffect } from './file-accesses.js'
import { findHoists } from './find-repair.js'
import { flowOf, runAtOnce } from './flow-graph.js'
import { folderRepair } from './folder-repair.js'
import { isQuiet } from './quiet-calls.js'
import { textOf } from './shared-state.js'
import { type Access, overlaps } from './state-path.js'
import { Ways } from './ways.js'

/** What the search for races asks of the rest of the analysis. */
export interface RaceTools {
  symbols: Symbols
  /** All that a node does with shared state, itself or through a function that it calls. */
  accessesOf(node: ts.Node): Accesses
  fileEffectOf(node: ts.Node): FileEffect | undefined
  /** It waits for something outside of the program, and changes no variable in it. */
  isBlockingCall(node: ts.Node): boolean
  /** The project's function that a callee names. */
  functionOf(callee: ts.Expression): ts.FunctionLikeDeclaration | undefined
  fileOf(node: ts.Node): RaceFact['file']
}

interface Read extends Access {
  step: number
  node: ts.Node
}

interface Write extends WriteAccess {
  step: number
  node: ts.Node
}

/** Finds where a function's writes rely on earlier reads of state that other requests reach. */
export function findRaces(body: ts.Node, id: FunctionId, tools: RaceTools): StaleFact[] {
  const search = new RaceSearch(body, tools)
  return search.found().map((fact) => ({ kind: 'stale', file: tools.fileOf(body), function: id, ...fact }))
}

type Found = Omit<StaleFact, 'kind' | 'file' | 'function'>

class RaceSearch {
  readonly #nodes: readonly ts.Node[]
  readonly #ways: Ways
  readonly #reads: Read[] = []
  readonly #writes: Write[] = []
  readonly #dependence: Dependence

  constructor(body: ts.Node, private readonly tools: RaceTools) {
    const flow = flowOf(body)
    this.#nodes = flow.nodes
    this.#ways = new Ways(flow)
    this.#dependence = new Dependence(body, tools.symbols)
    flow.nodes.forEach((node, step) => {
      const { reads, writes } = tools.accessesOf(node)
      this.#reads.push(...reads.map((access) => ({ ...access, step, node })))
      this.#writes.push(...writes.map((access) => ({ ...access, step, node })))
    })
  }

  found(): Found[] {
    return this.#writes.flatMap((write) => {
      if (write.isOwnStep || this.#isOfModule(write)) return []
      const reads = this.#reads.filter((read) => read.step !== write.step && overlaps(read, write))
      if (reads.length === 0) return []
      const asked = this.#askedFor(write, reads)
      const stale = this.#byValue(write, reads, asked.length > 0)
      return stale.length > 0 ? stale : this.#byTest(write, asked)
    })
  }

  /** What was read goes into what is written; a read that is part of the write itself is as new as can be. */
  #byValue(write: Write, reads: readonly Read[], isTested: boolean): Found[] {
    if (write.values.length === 0) return []
    const used = reads.filter((read) => this.#dependence.goesInto(read.node, write.values, write.node) && this.tools.fileEffectOf(read.node) !== 'asks' && this.#isMeant(read, write.values))
    return used.filter((read) => !this.#isWrittenBack(read, write)).flatMap((read) => {
      const isKept = this.#isKept(read, write)
      if (isKept && isTested) return []
      const fresh = new Set(used.filter((other) => other !== read && isIn(other.node, write.values)).map(({ step }) => step))
      const turn = this.#turnOf(read, write.values)
      return this.#factOf(read, write, { dependence: isKept ? 'test' : 'value', around: { after: turn, before: new Set([...fresh, ...turn]) } })
    })
  }

  /** `sessions.set(id, session)` of what `sessions.get(id)` gave: the same object. */
  #isWrittenBack(read: Read, write: Write): boolean {
    return read.path.kind === 'variable' && ts.isCallExpression(read.node) && ts.isCallExpression(write.node) && write.values.some((value) => this.#dependence.isOnly(value, read.node))
  }

  /** `driver = (await import('driver')).default`: whoever loads a module gets the same. */
  #isOfModule({ path, values }: Write): boolean {
    const sources = path.kind === 'variable' ? this.#dependence.sourcesOf(values) : []
    return sources.some((source) => [...allNodes(source)].some((node) => ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword))
  }

  /** What was read is used as it is if it is there, as in a cache, and nothing is computed from it. */
  #isKept(read: Read, write: Write): boolean {
    return read.path.kind === 'variable' && write.values.some((value) => !this.#dependence.isOnly(value, read.node) && this.#dependence.isPerhaps(value, read.node))
  }

  /** The reads that decide whether to write. */
  #askedFor(write: Write, reads: readonly Read[]): Read[] {
    const choices = write.values.filter(ts.isConditionalExpression).map(({ condition }): Test => ({ expression: condition, outcome: undefined }))
    const tests = [...choices, ...this.#dependence.testsOf(write.node)].map((test) => ({ ...test, sources: this.#dependence.sourcesOf([test.expression]) }))
    return reads.filter((read) => tests.some((test) => isIn(read.node, test.sources) && this.#relies(read, write, test)))
  }

  /** Who wrote at once after the test has made the decision. */
  #byTest(write: Write, asked: readonly Read[]): Found[] {
    const conditions = this.#dependence.testsOf(write.node).map(({ expression }) => expression)
    return asked.flatMap((read) => {
      const claims = new Set(this.#writes.filter((other) => other.path.kind === 'variable' && overlaps(read, other)).map(({ step }) => step))
      const again = new Set(asked.filter((other) => other !== read).map(({ step }) => step))
      const left = new Set([...claims, ...this.#turnOf(read, conditions)])
      return this.#factOf(read, write, { dependence: 'test', around: { after: left, before: new Set([...again, ...left]) } })
    })
  }

  /** Where the loop starts its next turn, in which the read is made anew: nothing of what it gave is left by then. */
  #turnOf({ node }: Read, values: readonly ts.Node[]): ReadonlySet<number> {
    const loop = ts.findAncestor(node, (around) => (around === this.#nodes[0] ? 'quit' : isTurn(around, node)))
    return new Set(loop && !this.#dependence.isCarriedOn(values, loop) ? [this.#nodes.indexOf(loop)] : [])
  }

  /** A row that goes into some function is too far from what comes of it. */
  #isMeant(read: Read, values: readonly ts.Node[]): boolean {
    return read.path.kind !== 'database' || this.#dependence.isDirect(read.node, values)
  }

  /** To create what is missing and to remove what is there relies on that; to overwrite what is there does not. */
  #relies(read: Read, write: Write, test: Test): boolean {
    const effect = this.tools.fileEffectOf(write.node)
    if (!this.#isMeant(read, [test.expression])) return false
    if (write.path.kind !== 'file' || !effect) return true
    if (effect === 'appends' && this.tools.fileEffectOf(read.node) === 'reads') return true
    if (this.tools.fileEffectOf(read.node) !== 'asks' || (effect === 'removes' && hasTryOfItsOwn(write.node))) return false
    const outcome = this.#dependence.outcomeOf(read.node, test)
    return outcome === (effect === 'removes')
  }

  #factOf(read: Read, write: Write, { dependence, around }: Pick<StaleFact, 'dependence'> & { around: Parameters<Ways['between']>[2] }): Found[] {
    const steps = this.#ways.between(read.step, write.step, around)
    if (steps.length === 0 && !this.#ways.leads(read.step, write.step, new Set())) return []
    const own = waitsItself(read) ? [read.step] : []
    const between = [...own, ...steps].flatMap((step) => this.#waitAt(step))
    if (between.length === 0) return []
    const repair = this.#repairOf(read, write)
    return [{
      state: write.path.kind, name: write.path.name, dependence, span: spanOf(write.node),
      read: placeOf(read.node), write: placeOf(write.node), between, ...(repair && { repair }),
    }]
  }

  #repairOf(read: Read, write: Write): RaceRepair | undefined {
    if (write.path.kind === 'file') return this.tools.fileEffectOf(write.node) === 'makes folder' ? folderRepair(read.node, write.node) : undefined
    if (write.path.kind === 'database') return undefined
    const related = (access: Access): boolean => access.path.kind === 'variable' && access.path.root === write.path.root
    const wanted = { asked: [{ path: { ...write.path, steps: [] }, whole: true as const }, read, write], locals: [], tools: this.tools }
    return findHoists({
      read: read.node, write: write.node,
      touches: (node) => {
        const { reads, writes } = this.tools.accessesOf(node)
        return [...reads, ...writes].some(related)
      },
      isQuiet: (call) => isQuiet(call, wanted),
      isLook: (call) => {
        const { reads, writes } = this.tools.accessesOf(call)
        return reads.length > 0 && writes.length === 0 && !(ts.isCallExpression(call) && this.tools.functionOf(call.expression))
      },
    })
  }

  #waitAt(step: number): WaitPlace[] {
    const node = this.#nodes[step]
    if (!node) return []
    if (ts.isAwaitExpression(node)) return [{ ...placeOf(node), text: textOf(node.expression), isAwait: true }]
    if (ts.isForOfStatement(node) && node.awaitModifier) return [{ span: spanOf(node.expression), text: textOf(node.expression), isAwait: true }]
    return ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node) ? [placeOf(node)] : []
  }
}

/** A loop, or a callback that runs once per item, in whose body a node stands. */
function isTurn(around: ts.Node, node: ts.Node): boolean {
  return ts.isIterationStatement(around, false) ? isIn(node, [around.statement]) : runAtOnce(around)
}

/** `try { if (existsSync(file)) unlinkSync(file) } catch {}`: that it may be gone already is provided for. */
function hasTryOfItsOwn(act: ts.Node): boolean {
  const around = ts.findAncestor(act, (node) => (ts.isFunctionLike(node) ? 'quit' : ts.isTryStatement(node) && isIn(act, [node.tryBlock])))
  if (!around || !ts.isTryStatement(around) || !around.catchClause || around.tryBlock.statements.length > 2) return false
  return ![...allNodes(around.catchClause.block)].some(ts.isThrowStatement)
}

/** The answer of the file system or the database is old by the time it is there. */
function waitsItself({ path, node }: Read): boolean {
  return path.kind !== 'variable' && ts.isCallExpression(node)
}

/** What a person would point at: the statement, if it is a short one, or else the expression. */
function placeOf(node: ts.Node): CodePlace {
  return { span: spanOf(node), text: textOf(node) }
}
