import { ts } from 'ts-morph'
import type { DatabaseCallFact, ThreadErrorFact } from '../model/database.js'
import type { FileFact, HandlerFact, ResultTypeFact, UnitFacts } from '../model/facts.js'
import type { FileId, FunctionId, Span } from '../model/ids.js'
import type { LostPromiseFact } from '../model/promises.js'
import type { RaceFact } from '../model/races.js'
import type { ToldEffect } from '../model/effects.js'
import type { ApiRule } from '../model/rules.js'
import { ArrayFromAsync } from './array-from-async.js'
import type { Driver } from '../drivers/driver.js'
import { ApiOrigins } from './api-origin.js'
import { Consumers } from './consumers.js'
import { BlockTypes } from './blocks/block-types.js'
import { type DatabaseUse, findDatabaseHandovers, findDatabaseUses } from './database/database-uses.js'
import { threadObjectFacts } from './composition/thread-object-facts.js'
import { threadErrors } from './database/thread-errors.js'
import type { DatabaseWork } from './database/database-work.js'
import { type DatabaseTools, findDatabaseWork } from './database/find-database-work.js'
import { type ApiUse, findApiUses } from './find-api-uses.js'
import { findHandlers, handlerFacts } from './find-handlers.js'
import { isGuard } from './guardable-at.js'
import { ValueFollower } from './follow-values.js'
import { effectTools } from './effects/effect-tools.js'
import { findReadSequences } from './effects/read-sequences.js'
import { findParallel } from './effects/find-parallel.js'
import { makesObjects } from './frameworks/index.js'
import { enclosingScope, FunctionRegistry, spanOf } from './function-registry.js'
import { moduleFacts } from './module-kind.js'
import { findMocks, type Mocks } from './mocks/find-mocks.js'
import { joinImplementations } from './mocks/join-implementations.js'
import { MockCalls } from './mocks/mock-calls.js'
import { MockedModules } from './mocks/mocked-modules.js'
import { NameIndex } from './name-index.js'
import { NamedModules } from './named-modules.js'
import { nameTwins, type TwinSources } from './name-twins.js'
import { type PackageInfo, Packages } from './package-info.js'
import { fileIdOf } from './paths.js'
import type { Project, Unit } from './project.js'
import { ErrorFree } from './promises/error-free.js'
import { findLostPromises } from './promises/find-lost-promises.js'
import { publicFunctions } from './public-surface.js'
import { racesIn } from './races/race-finder.js'
import { findResultTypes } from './result-types.js'
import { rulesIn } from './rule-table.js'
import { Symbols } from './symbols.js'
import { TypeLinks } from './type-links.js'
import { joinWrittenDeclarations } from './written-declarations.js'

const testFile = /(^|\/)(tests?|__tests__|specs?|__mocks__|e2e)\/|[.-](test|spec|e2e)\.[mc]?[jt]sx?$/

/** What is known to block. */
export interface Known {
  rules: readonly ApiRule[]
  drivers: readonly Driver[]
  /** What a configuration says that functions do. */
  effects?: readonly ToldEffect[]
}

/**
 * Turns the units of a project into facts, from the blocking calls upward, so that code that cannot matter is never
 * looked at. A function that blocks because of what one unit knows is followed in the others that can see it, too.
 */
export function analyzeUnits(project: Project, known: Known, progress?: (unit: string) => void): UnitFacts[] {
  const analyses = project.units.map((unit) => {
    progress?.(unit.name)
    return new UnitAnalysis(project, unit, known)
  })
  if (analyses.length > 1) followAcross(analyses)
  nameTwins(analyses.map((analysis) => analysis.twinSources()))
  return analyses.map((analysis) => analysis.facts())
}

function followAcross(analyses: readonly UnitAnalysis[]): void {
  for (let known = 0, blocking = blockingIn(analyses); blocking.length > known; blocking = blockingIn(analyses)) {
    known = blocking.length
    for (const analysis of analyses) analysis.follow(blocking)
  }
}

function blockingIn(analyses: readonly UnitAnalysis[]): FunctionId[] {
  return [...new Set(analyses.flatMap((analysis) => analysis.blocking()))]
}

/** What is known of one unit, gathered step by step. */
export class UnitAnalysis {
  /** What the unit does with databases; undefined where no driver is used. */
  readonly databaseWork: DatabaseWork | undefined
  readonly #files: readonly ts.SourceFile[]
  readonly #packages: Packages
  readonly #arrayFromAsync: ArrayFromAsync
  readonly #index: NameIndex
  readonly #registry: FunctionRegistry
  readonly #follower: ValueFollower
  readonly #handlers: HandlerFact[]
  readonly #apiUses: ApiUse[]
  readonly #databaseUses: DatabaseUse[]
  readonly #symbols: Symbols
  readonly #errorFree: ErrorFree
  readonly #raceTools: Omit<Parameters<typeof effectTools>[0], 'isHandler' | 'points' | 'told'>
  readonly #findMocks: () => Mocks

  constructor(private readonly project: Project, private readonly unit: Unit, private readonly known: Known) {
    const { drivers } = known
    const sourceFiles = unit.program.getSourceFiles()
    const ids = new Map(sourceFiles.map((file) => [file, file.isDeclarationFile ? undefined : fileIdOf(project.root, file.fileName)]))
    const isOwn = (file: ts.SourceFile): boolean => ids.get(file) !== undefined
    const symbols = new Symbols(unit.program.getTypeChecker())
    this.#symbols = symbols
    this.#errorFree = new ErrorFree(symbols)
    const named = new NamedModules(project.root, known)
    const origins = new ApiOrigins(symbols, named)
    const packages = new Packages()
    const packageOf = (file: ts.SourceFile): PackageInfo => packages.of(file.fileName)
    this.#packages = packages
    this.#arrayFromAsync = new ArrayFromAsync(unit.program)
    this.#files = sourceFiles.filter(isOwn)
    this.#index = new NameIndex(this.#files)
    const rules = rulesIn(this.#index, known.rules)
    this.#registry = new FunctionRegistry((file) => ids.get(file) ?? (file.fileName as FileId), symbols)
    const common = { symbols, origins, index: this.#index, registry: this.#registry, packageOf }
    const mockCalls = new MockCalls(symbols, origins)
    const tools = { ...common, mockCalls, consumers: new Consumers(common) }
    this.#findMocks = () => findMocks(rules, { ...common, calls: mockCalls, modules: new MockedModules({ unit, calls: mockCalls, symbols, index: this.#index }) })
    this.#raceTools = tools
    const handlerTools = { ...tools, files: this.#files }
    const handlers = findHandlers(handlerTools)
    this.#handlers = handlerFacts(handlers, handlerTools)
    this.#apiUses = findApiUses(rules, tools)
    const followTools = {
      ...tools, isOwn, links: new TypeLinks(this.#files, symbols),
      isRegistration: (call: ts.Node) => handlers.registrations.has(call),
      takesClasses: (call: ts.CallExpression | ts.NewExpression) => makesObjects(origins.of(call.expression)?.module),
      isGuard: (call: ts.Node) => isGuard(call, origins),
      isRuled: (node: ts.Node) => named.isRuled(node),
    }
    this.databaseWork = findDatabaseWork({ ...followTools, drivers, files: this.#files, ...this.#kindsOfCode() })
    this.#databaseUses = this.#findDatabaseUses(this.databaseWork, isOwn)
    this.#follower = new ValueFollower(followTools)
    for (const { node } of this.#apiUses) this.#follower.enter(enclosingScope(node))
    for (const { scope } of this.#databaseUses) this.#follower.enter(scope)
    this.#follower.run()
  }

  #kindsOfCode(): Pick<DatabaseTools, 'isTest' | 'isHandler'> {
    const handlers = new Set(this.#handlers.map((handler) => handler.function))
    return { isTest: (file) => testFile.test(this.#registry.fileOf(file)), isHandler: (id) => handlers.has(id) }
  }

  /** Work on databases; what runs in the thread stays as it is. */
  #findDatabaseUses(work: DatabaseWork | undefined, isOwn: (file: ts.SourceFile) => boolean): DatabaseUse[] {
    for (const scope of work?.threaded ?? []) this.#registry.factOf(scope).barrier ??= 'database-thread'
    if (!work) return []
    const types = new BlockTypes(this.unit.program.getTypeChecker())
    return findDatabaseUses({ symbols: this.#symbols, types, registry: this.#registry, work, isOwn })
  }

  /** The functions found to block so far. */
  blocking(): FunctionId[] {
    return this.#follower.entered().map((scope) => this.#registry.factOf(scope).id)
  }

  /** Follows functions that another unit found to block, as far as this one can see them. */
  follow(blocking: readonly FunctionId[]): void {
    const files = new Map(this.#files.map((file) => [this.#registry.fileOf(file), file]))
    for (const id of blocking) {
      const [fileId = '', path = ''] = id.split(/#(.*)/s)
      const file = files.get(fileId as FileId)
      const scope = file && this.#registry.scopeNamed(file, path)
      if (scope) this.#follower.enter(scope)
    }
    this.#follower.run()
  }

  /** What twins are named by. */
  twinSources(): TwinSources {
    return { registry: this.#registry, index: this.#index, facts: this.#follower.facts }
  }

  facts(): UnitFacts {
    this.#markPublic()
    const databaseCallFacts = this.#databaseCallFacts()
    const mocks = this.#findMocks()
    for (const caller of mocks.callers) this.#follower.enter(caller)
    this.#follower.run()
    const races = this.#races()
    joinImplementations(mocks, this.#registry, { blocking: this.blocking(), handovers: this.#follower.facts.handovers })
    this.#follower.facts.dropLooseNames()
    this.#markErrorFree()
    const own = new Set(this.unit.files)
    const declared = joinWrittenDeclarations(this.#files, { registry: this.#registry, project: this.project, packages: this.#packages })
    return {
      version: 1,
      files: [...this.#files.filter((file) => own.has(this.#registry.fileOf(file))).map((file) => this.#fileFact(file)), ...declared],
      functions: this.#registry.facts(),
      calls: this.#follower.facts.calls,
      apiUses: this.#apiUses.map(({ node, fact }) => {
        const caller = this.#registry.factOf(enclosingScope(node))
        return { file: caller.file, caller: caller.id, ...fact }
      }),
      databaseUses: this.#databaseUses.map(({ fact }) => fact),
      databaseCalls: databaseCallFacts,
      databaseWays: [...this.databaseWork?.ways ?? []],
      databaseHandovers: this.databaseWork ? findDatabaseHandovers({ registry: this.#registry, work: this.databaseWork }) : [],
      threadObjects: threadObjectFacts(this.databaseWork?.objects ?? [], this.#registry),
      threadErrors: this.#threadErrors(),
      handovers: this.#follower.facts.handovers,
      aliases: this.#follower.facts.aliases,
      iteratorTypes: this.#follower.facts.iteratorTypes,
      resultTypes: this.#resultTypes(),
      handlers: this.#handlers.map((handler) => ({ ...handler, ...this.#nameIn(handler) })),
      mocks: mocks.functions,
      apiMocks: mocks.apis,
      lostPromises: this.#lostPromises(),
      races,
      ...this.#concurrency(),
      problems: [],
    }
  }

  /** The name by which a registration hands a function over. */
  #nameIn({ file, function: id, span }: HandlerFact): Pick<HandlerFact, 'name' | 'as' | 'asModule'> {
    const found = this.#follower.facts.registered.find((registered) =>
      registered.file === file && registered.function === id && span.start <= registered.name.start && registered.name.end <= span.end)
    if (!found) return {}
    const { name, as, asModule } = found
    return { name, ...(as !== undefined && { as }), ...(asModule && { asModule }) }
  }

  #databaseCallFacts(): DatabaseCallFact[] {
    return (this.databaseWork?.calls ?? []).flatMap(({ call, scope, driver, method, effect }) => {
      const { file, id: caller } = this.#registry.factOf(scope)
      return effect === 'none' ? [] : [{ file, span: spanOf(call), caller, driver, method, access: effect }]
    })
  }

  /** Of modules that the thread may load, and of those whose code may move there. */
  #threadErrors(): ThreadErrorFact[] {
    const work = this.databaseWork
    if (!work) return []
    const loaded = this.#databaseUses.flatMap(({ fact: { file, move } }) => (move.by === 'client' ? [move.module] : move.by === 'block' ? [file] : []))
    const built = work.objects.map(({ name }) => this.#registry.fileOf(name.getSourceFile()))
    const own = new Set(this.#files)
    return threadErrors(new Set([...loaded, ...built]), {
      symbols: this.#symbols, registry: this.#registry, files: this.#files, isOwn: (file) => own.has(file),
      isTest: (file) => testFile.test(this.#registry.fileOf(file)), whyNotInThread: (file) => work.whyNotInThread(file),
    })
  }

  #markPublic(): void {
    const surface = publicFunctions(this.#files.filter((file) => this.#isEntry(file)), this.unit.program)
    for (const [node, fact] of this.#registry.known()) if (surface.has(node)) fact.isPublic = true
  }

  /** Only functions whose promise is dropped are asked about. */
  #markErrorFree(): void {
    const dropped = new Set(this.#follower.facts.handovers.filter(({ consumer }) => consumer === 'ignores').map((handover) => handover.function))
    for (const [node, fact] of this.#registry.known()) if (dropped.has(fact.id) && this.#errorFree.isFunction(node)) fact.handlesErrors = true
  }

  /** Looked for where something may come to be awaited, and in handlers; tests run one after the other. */
  #races(): RaceFact[] {
    const state = this.#stateTools()
    const entered = new Set<ts.Node>(this.#follower.entered())
    const scopes = [...this.#registry.known().keys()].filter((node) => (entered.has(node) || state.isHandler(node)) && !testFile.test(this.#registry.fileOf(node.getSourceFile())))
    return racesIn(scopes, { ...state, rules: new Map(this.#apiUses.map(({ node, fact }) => [node, fact.rule])) })
  }

  /** What runs at the same time, and what could. */
  #concurrency(): Pick<UnitFacts, 'parallelGroups' | 'readSequences'> {
    const isTest = (file: ts.SourceFile): boolean => testFile.test(this.#registry.fileOf(file))
    const tools = { ...effectTools({ ...this.#stateTools(), told: this.known.effects ?? [] }), errorFree: this.#errorFree, isTest }
    const awaited = new Set([...this.#apiUses.map(({ node }) => placeKey(this.#registry.fileOf(node.getSourceFile()), spanOf(node))), ...this.#follower.facts.calls.map(({ file, span }) => placeKey(file, span))])
    const mayBeAwaited = (call: ts.Node): boolean => awaited.has(placeKey(this.#registry.fileOf(call.getSourceFile()), spanOf(call)))
    return { parallelGroups: findParallel(this.#files, tools), readSequences: findReadSequences({ ...tools, mayBeAwaited }) }
  }

  /** What is asked about state that outlives a request. */
  #stateTools(): Omit<Parameters<typeof effectTools>[0], 'told'> {
    const handlers = new Set(this.#handlers.map((handler) => handler.function))
    const points = [...this.databaseWork?.points.values() ?? []].flat()
    return {
      ...this.#raceTools,
      isHandler: (node) => {
        const fact = this.#registry.knownFact(node)
        return fact !== undefined && handlers.has(fact.id)
      },
      points: new Map(points.map((point) => [point.call, point])),
    }
  }

  #isEntry(file: ts.SourceFile): boolean {
    return this.#packages.of(file.fileName).isEntry(file.fileName)
  }

  #resultTypes(): ResultTypeFact[] {
    const types = findResultTypes({ index: this.#index, symbols: this.#symbols })
    return [...types].flatMap(([declaration, found]) => {
      const fact = this.#registry.knownFact(declaration)
      return fact ? found.map(({ node, isGeneric }) => ({
        file: this.#registry.fileOf(node.getSourceFile()), function: fact.id, span: spanOf(node), ...(isGeneric && { isGeneric }),
      })) : []
    })
  }

  #lostPromises(): LostPromiseFact[] {
    const isTest = (file: ts.SourceFile): boolean => testFile.test(this.#registry.fileOf(file))
    return findLostPromises({ registry: this.#registry, checker: this.unit.program.getTypeChecker(), errorFree: this.#errorFree, isTest })
  }

  #manifest(file: ts.SourceFile): Pick<FileFact, 'manifest'> {
    const { manifestPath } = this.#packages.of(file.fileName)
    const manifest = manifestPath === undefined ? undefined : fileIdOf(this.project.root, manifestPath)
    return manifest === undefined ? {} : { manifest }
  }

  #fileFact(file: ts.SourceFile): FileFact {
    const id = this.#registry.fileOf(file)
    const { declaration, composite } = this.unit.options
    return {
      id,
      sha256: this.project.sources.get(id)?.sha256 ?? '',
      ...moduleFacts(file, this.unit.options),
      ...this.#manifest(file),
      ...(this.#packages.of(file.fileName).dependsOn('unblock-runtime') && { hasRuntime: true }),
      isTest: testFile.test(id),
      isPackageEntry: this.#isEntry(file),
      ...(this.#arrayFromAsync.isKnownIn(file, this.#packages.of(file.fileName)) && { hasArrayFromAsync: true }),
      ...((declaration ?? composite) && { isDeclared: true }),
    }
  }
}

function placeKey(file: FileId, { start, end }: Span): string {
  return `${file} ${String(start)}-${String(end)}`
}
