import { ts } from 'ts-morph'
import type { Driver } from '../../drivers/driver.js'
import type { CallFact } from '../../model/calls.js'
import type { HandoverFact } from '../../model/handovers.js'
import type { FileId, FunctionId, Place } from '../../model/ids.js'
import { groupBy } from '../../group-by.js'
import type { ApiOrigins } from '../api-origin.js'
import type { FollowTools } from '../flow.js'
import { ValueFollower } from '../follow-values.js'
import { Needs } from '../blocks/needs.js'
import { CannotMove } from '../blocks/cannot-move.js'
import { clientCalls } from '../composition/client-calls.js'
import { findThreadObjects, type StuckObject, type ThreadObject } from '../composition/thread-objects.js'
import { enclosingScope, isFunctionWithBody, type Scope, type Signature } from '../function-registry.js'
import { Crossing } from './crossing.js'
import type { DatabaseCall, DatabaseEffect, DatabasePoint, DatabaseWork, HandedOn } from './database-work.js'
import { type DriverCall, findDriverCalls, isFile } from './driver-calls.js'
import { DriverValues, holdsFunctions } from './driver-values.js'
import { MainState } from './main-state.js'
import { nodeAt } from './node-at.js'
import { type Obstruction, obstruction } from './obstruction.js'
import type { PackageInfo } from '../package-info.js'
import { returnedBy } from '../resolve-functions.js'
import { isInMemory, stuckByConnection } from './stuck.js'
import { isOfParameter, isThroughClient, targetOf } from './thread-target.js'
import { ThreadModules } from './thread-modules.js'

export interface DatabaseTools extends FollowTools {
  origins: ApiOrigins
  files: readonly ts.SourceFile[]
  drivers: readonly Driver[]
  isTest(file: ts.SourceFile): boolean
  packageOf(file: ts.SourceFile): PackageInfo
  /** It is registered to answer requests. */
  isHandler(id: FunctionId): boolean
}

/** What a function does with databases, in itself and in what it calls. */
interface Doing {
  effect: DatabaseEffect
  makers: Set<ts.Node>
}

/**
 * Finds what a unit's code does with databases: first the calls of drivers, then the functions of modules that can be
 * loaded in the thread, then whoever calls these from the main thread. Undefined where no driver is used.
 */
export function findDatabaseWork(tools: DatabaseTools): DatabaseWork | undefined {
  if (!tools.drivers.some(({ module }) => tools.files.some((file) => mayUse(module, file)))) return undefined
  const values = new DriverValues(tools.drivers, tools)
  const calls = findDriverCalls(tools.drivers, { ...tools, values })
  return calls.length === 0 ? undefined : new FoundWork(tools, values, calls)
}

class FoundWork implements DatabaseWork {
  readonly points: ReadonlyMap<Scope, readonly DatabasePoint[]> = new Map()
  readonly objects: readonly ThreadObject[]
  readonly calls: readonly DatabaseCall[]
  readonly ways: readonly CallFact[]
  handedOn: readonly HandedOn[] = []
  readonly threaded = new Set<Scope>()
  readonly #modules: ThreadModules
  readonly #reach: Crossing
  readonly #state: MainState
  readonly #byId: ReadonlyMap<FileId, ts.SourceFile>
  readonly #doing = new Map<FunctionId, Doing>()
  /** Functions that open a connection when it is first needed: what they write is no work of their callers. */
  readonly #openers = new Set<FunctionId>()
  /** Functions that are handed over to be called, and only hand the work on: they stay with their callers. */
  readonly #delegates = new Set<Scope>()
  /** Functions whose arguments and results can be copied from thread to thread. */
  readonly #copies = new Set<FunctionId>()
  readonly #takers: ReadonlySet<ts.Node>
  readonly #clientCalls: ReadonlySet<ts.Node>
  readonly #stuckObjects: ReadonlyMap<ts.Node, Obstruction>

  constructor(private readonly tools: DatabaseTools, private readonly values: DriverValues, calls: readonly DriverCall[]) {
    this.#modules = new ThreadModules(tools)
    this.#reach = new Crossing(values, tools.symbols)
    this.#state = new MainState({ ...tools, values })
    this.#byId = new Map(tools.files.map((file) => [tools.registry.fileOf(file), file]))
    this.#takers = new Set(calls.filter(({ takesCallback }) => takesCallback).map(({ call }) => call))
    const followed = this.#follow(calls)
    this.ways = followed
    this.calls = calls.filter(({ effect }) => effect !== 'none')
      .map(({ call, driver, method, effect }) => ({ call, driver, method, effect, scope: this.#runnerOf(call) }))
    const { objects, stuck } = this.#findObjects()
    this.#clientCalls = clientCalls(tools)
    this.objects = objects
    this.#stuckObjects = new Map(stuck.flatMap(({ calls: through, obstruction }) => through.map((call) => [call, obstruction] as const)))
    this.#release(objects, followed)
    const throughObjects = this.#objectPoints()
    const objectCalls = new Set(throughObjects.map(({ point }) => point.call))
    const found = [
      ...calls.map((call) => {
        const scope = this.#runnerOf(call.call)
        return { scope, point: this.#driverPoint(call, scope) }
      }).filter(({ scope }) => this.#isMainSide(scope)),
      ...this.#crossing(followed).flatMap((call) => this.#crossingPoint(call) ?? []).filter(({ scope, point }) => this.#isMainSide(scope) && !objectCalls.has(point.call)),
      ...throughObjects,
    ]
    this.points = new Map([...groupBy(found, ({ scope }) => scope)].map(([scope, own]) => [scope, inOrder(own.map(({ point }) => point))]))
  }

  isDriverValue(expression: ts.Expression): boolean {
    return this.values.of(expression) !== undefined
  }

  isThreadObject(expression: ts.Node): boolean {
    return this.objects.some(({ expressions, shared }) => expressions.has(expression) && !shared.expressions.has(expression))
  }

  whyNotInThread(file: ts.SourceFile): Obstruction | undefined {
    return this.#modules.whyNot(file)
  }

  tieAt(node: ts.Node): Obstruction | undefined {
    return this.#state.tieAt(node)
  }

  tieOf(node: ts.FunctionLikeDeclaration): Obstruction | undefined {
    return this.#state.tieOf(node)
  }

  /** Follows the functions that work on databases to their callers; gives all calls of them. */
  #follow(calls: readonly DriverCall[]): CallFact[] {
    const follower = new ValueFollower(this.tools)
    for (const call of calls) {
      const scope = this.#runnerOf(call.call)
      if (!this.#canRunInThread(scope)) continue
      follower.enter(scope)
      const { id } = this.tools.registry.factOf(scope)
      if (ts.isFunctionLike(scope) && returnedBy(scope).some((value) => this.isDriverValue(value))) this.#openers.add(id)
      this.#note(id, call)
    }
    follower.run()
    const byParameter = new Set(follower.facts.calls.filter((call) => isOfParameter(this.#nodeOf(call), this.tools)).map(({ caller }) => caller))
    for (const scope of follower.entered()) {
      if (isScope(scope) && this.#canRunInThread(scope) && !byParameter.has(this.tools.registry.factOf(scope).id)) this.threaded.add(scope)
    }
    this.#releaseDelegates(follower.facts.calls, new Set(calls.map(({ call }) => this.#runnerOf(call))))
    this.#spread(follower.facts.calls)
    for (const scope of this.threaded) {
      if (isFunctionWithBody(scope) && this.#reach.reachOf(scope) === 'message') this.#copies.add(this.tools.registry.factOf(scope).id)
    }
    this.handedOn = this.#handedOn(follower.facts.handovers)
    return follower.facts.calls
  }

  /**
   * `find: (id) => users.find(id)`, handed over as what to call: it stays with whoever calls it there, and calls the client. No block could take
   * it along, as nobody can tell in another module which one was handed over.
   */
  #releaseDelegates(calls: readonly CallFact[], workers: ReadonlySet<Scope>): void {
    const byId = new Map([...this.threaded].map((scope) => [this.tools.registry.factOf(scope).id, scope]))
    const inThread = new Set(calls.filter(({ caller }) => byId.has(caller)).map(({ callee }) => callee))
    for (const call of calls) {
      const scope = byId.get(call.callee)
      // What has methods may be built in the thread as a whole.
      const isKept = !scope || ts.isClassLike(scope.parent) || workers.has(scope) || byId.has(call.caller) || inThread.has(call.callee)
      if (isKept || !isOfParameter(this.#nodeOf(call), this.tools)) continue
      this.threaded.delete(scope)
      this.#delegates.add(scope)
    }
  }

  #handedOn(handovers: readonly HandoverFact[]): HandedOn[] {
    const ids = new Set([...this.threaded].map((scope) => this.tools.registry.factOf(scope).id))
    return handovers.filter((handover) => ids.has(handover.function) && !ids.has(handover.by)).flatMap((handover) => {
      const doing = this.#doing.get(handover.function)
      return doing ? [{ handover, effect: doing.effect, makers: this.#ofProgram(doing.makers) }] : []
    })
  }

  /** The calls that leave the thread's modules. */
  #crossing(calls: readonly CallFact[]): CallFact[] {
    const ids = new Set([...this.threaded].map((scope) => this.tools.registry.factOf(scope).id))
    return calls.filter(({ caller, callee }) => ids.has(callee) && !ids.has(caller))
  }

  #findObjects(): { objects: readonly ThreadObject[]; stuck: readonly StuckObject[] } {
    return findThreadObjects({
      ...this.tools, values: this.values,
      whyNotInThread: (file) => this.whyNotInThread(file),
      whyNotCalled: (node) => this.#whyNotCalled(node),
      needsOf: (name) => {
        try {
          const needs = new Needs({ ...this.tools, work: this })
          needs.addFor(name, [])
          return needs.all()
        } catch (error) {
          if (!(error instanceof CannotMove)) throw error
          return error
        }
      },
    })
  }

  #whyNotCalled(node: Scope | Signature): Obstruction | undefined {
    const name = ts.getNameOfDeclaration(node)?.getText() ?? 'this function'
    if (!isFunctionWithBody(node)) return { reason: 'object-escapes', at: node, what: name }
    if (!this.#canRunInThread(node)) return this.#modules.whyNot(node.getSourceFile()) ?? this.#state.tieOf(node) ?? { reason: 'main-thread-code', at: node, what: name }
    return this.#reach.reachOf(node) === 'message' ? undefined : { reason: 'uncloneable-value', at: node, what: `what ${name} takes or gives` }
  }

  /** Code that gets an object's client has to wait for it, and so cannot run in the thread, nor can what calls that. */
  #release(objects: readonly ThreadObject[], followed: readonly CallFact[]): void {
    for (const { calls } of objects) for (const { call } of calls) this.threaded.delete(this.#runnerOf(call))
    const byId = new Map([...this.threaded].map((scope) => [this.tools.registry.factOf(scope).id, scope]))
    const released = new Set(objects.flatMap(({ calls }) => calls.map(({ call }) => this.tools.registry.factOf(this.#runnerOf(call)).id)))
    for (const id of released) {
      for (const { caller } of followed.filter(({ callee }) => callee === id)) {
        const scope = byId.get(caller)
        if (scope && this.threaded.delete(scope)) released.add(caller)
      }
    }
  }

  #objectPoints(): { scope: Scope; point: DatabasePoint }[] {
    const points = new Map<ts.Node, { scope: Scope; point: DatabasePoint }>()
    for (const { id, calls } of this.objects) {
      for (const { call, functions } of calls) {
        const known = points.get(call)?.point.objects ?? []
        points.set(call, { scope: this.#runnerOf(call), point: { call, ...this.#doneBy(functions), objects: [...known, id] } })
      }
    }
    return [...points.values()].filter(({ scope }) => !this.tools.isTest(scope.getSourceFile()))
  }

  #doneBy(functions: readonly (Scope | Signature)[]): Pick<DatabasePoint, 'effect' | 'makers' | 'stuck'> {
    const done = functions.flatMap((node) => this.#doing.get(this.tools.registry.factOf(node).id) ?? [])
    const makers = this.#ofProgram(new Set(done.flatMap((doing) => [...doing.makers])))
    const inMemory = [...makers].find(isInMemory)
    return { effect: done.map(({ effect }) => effect).reduce(worse, 'none'), makers, ...(inMemory && { stuck: obstruction('memory-database', inMemory) }) }
  }

  #note(id: FunctionId, { effect, makers }: Pick<Doing, 'effect'> & { makers: Iterable<ts.Node> }): boolean {
    const known = this.#doing.get(id) ?? { effect: 'none', makers: new Set<ts.Node>() }
    const [before, size] = [known.effect, known.makers.size]
    known.effect = worse(known.effect, effect)
    for (const maker of makers) known.makers.add(maker)
    this.#doing.set(id, known)
    return known.effect !== before || known.makers.size !== size
  }

  #spread(calls: readonly CallFact[]): void {
    for (let isNew = true; isNew;) {
      isNew = false
      for (const { caller, callee } of calls) {
        const doing = this.#doing.get(callee)
        if (doing && this.#note(caller, this.#openers.has(callee) ? { ...doing, effect: 'none' } : doing)) isNew = true
      }
    }
  }

  /** It stays as it is in the thread: its module can be loaded there, it does not wait, and nothing ties it to the main thread. */
  #canRunInThread(scope: Scope): boolean {
    if (this.#modules.whyNot(scope.getSourceFile())) return false
    if (ts.isSourceFile(scope) || !ts.isFunctionLike(scope)) return true
    const { isAsync, isGenerator, id } = this.tools.registry.factOf(scope)
    if (isAsync || isGenerator || this.tools.isHandler(id) || this.#isMadeByFactory(scope)) return false
    return !isFunctionWithBody(scope) || (this.#reach.reachOf(scope) !== 'main' && !this.#state.tieOf(scope))
  }

  /** A function that another one makes, with what that was given, belongs to whoever made it, unless that is a connection. */
  #isMadeByFactory(scope: ts.Node): boolean {
    for (let node = scope.parent; !ts.isSourceFile(node); node = node.parent) {
      if (!ts.isFunctionLike(node) || !('body' in node) || !returnedBy(node).some(holdsFunctions)) continue
      if (!node.parameters.some(({ name }) => ts.isIdentifier(name) && this.isDriverValue(name))) return true
    }
    return false
  }

  /** Code of the main thread that is not a test, and does not only run while modules load. */
  #isMainSide(scope: Scope): boolean {
    const staysThere = this.#delegates.has(scope) || (!this.threaded.has(scope) && !this.#canRunInThread(scope))
    return !ts.isSourceFile(scope) && staysThere && !this.tools.isTest(scope.getSourceFile())
  }

  /** The function that a call belongs to: around callbacks that run at once, and those that a transaction runs. */
  #runnerOf(node: ts.Node): Scope {
    let scope = enclosingScope(node)
    while (ts.isArrowFunction(scope) || ts.isFunctionExpression(scope)) {
      const { parent } = scope
      const callback: ts.Node = scope
      if (!ts.isCallExpression(parent) || !parent.arguments.some((argument) => argument === callback)) return scope
      const isAtOnce = this.#takers.has(parent) || this.tools.consumers.of(parent, scope)?.call !== undefined
      if (!isAtOnce) return scope
      scope = enclosingScope(parent)
    }
    return scope
  }

  #nodeOf({ file, span }: Place): ts.Node | undefined {
    const source = this.#byId.get(file)
    return source && nodeAt(source, span)
  }

  #driverPoint({ call, effect, transaction, makers: all }: DriverCall, scope: Scope): DatabasePoint {
    const makers = this.#ofProgram(all)
    const stuck = stuckByConnection({ call, scope, makers }, this.#modules)
    return { call, effect, makers, ...(transaction && { transaction }), ...(stuck && { stuck }) }
  }

  #crossingPoint({ file, span, callee }: CallFact): { scope: Scope; point: DatabasePoint } | undefined {
    const call = this.#nodeOf({ file, span })
    if (!call || !ts.isCallExpression(call) || this.#clientCalls.has(call) || isThroughClient(call, this.tools)) return undefined
    const { effect, makers: all } = this.#doing.get(callee) ?? { effect: 'unknown', makers: new Set<ts.Node>() }
    const makers = this.#ofProgram(all)
    const passes = call.arguments.some((argument) => this.isDriverValue(argument)) || !this.#copies.has(callee)
    const target = passes ? undefined : targetOf(call, { ...this.tools, whyNotInThread: (imported) => this.whyNotInThread(imported) })
    const inMemory = [...makers].find(isInMemory)
    const stuck = inMemory ? obstruction('memory-database', inMemory) : target ? undefined : this.#stuckObjects.get(call)
    return { scope: this.#runnerOf(call), point: { call, effect, makers, ...(target && { target }), ...(stuck && { stuck }) } }
  }

  /** Tests have connections of their own. */
  #ofProgram(makers: ReadonlySet<ts.Node>): ReadonlySet<ts.Node> {
    return new Set([...makers].filter((maker) => !this.tools.isTest(maker.getSourceFile())))
  }
}

/** A package is named where it is imported; a module of the project is there itself. */
function mayUse(module: string, file: ts.SourceFile): boolean {
  return module.startsWith('.') ? isFile(file, module) : file.text.includes(module)
}

function isScope(node: ts.Node): node is Scope {
  return ts.isSourceFile(node) || (ts.isFunctionLike(node) && 'body' in node) || ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node) || ts.isParameter(node)
}

const order: readonly DatabaseEffect[] = ['none', 'read', 'unknown', 'write']

function worse(a: DatabaseEffect, b: DatabaseEffect): DatabaseEffect {
  return order.indexOf(a) < order.indexOf(b) ? b : a
}

function inOrder(points: readonly DatabasePoint[]): DatabasePoint[] {
  const distinct = [...new Map(points.map((point) => [point.call, point])).values()]
  return distinct.sort((a, b) => a.call.end - b.call.end)
}
