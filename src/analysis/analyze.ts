import path from 'node:path'
import { ts } from 'ts-morph'
import type { FileFact, UnitFacts } from '../model/facts.js'
import type { FileId } from '../model/ids.js'
import type { ApiRule } from '../model/rules.js'
import { ApiOrigins } from './api-origin.js'
import { Consumers } from './consumers.js'
import { findApiUses } from './find-api-uses.js'
import { findRegistrations, handlerFacts } from './find-handlers.js'
import { ValueFollower } from './follow-values.js'
import { enclosingScope, FunctionRegistry } from './function-registry.js'
import { NameIndex } from './name-index.js'
import { Packages } from './package-info.js'
import { fileIdOf } from './paths.js'
import type { Project, Unit } from './project.js'
import { Symbols } from './symbols.js'

const testFile = /(^|\/)(tests?|__tests__|specs?|__mocks__|e2e)\/|[.-](test|spec|e2e)\.[mc]?[jt]sx?$/

/** Turns a compilation unit into facts: from the blocking calls upward, so that code that cannot matter is never looked at. */
export function analyzeUnit(project: Project, unit: Unit, rules: readonly ApiRule[]): UnitFacts {
  const own = new Set(unit.files)
  const ids = new Map(unit.program.getSourceFiles().map((file) => [file, file.isDeclarationFile ? undefined : fileIdOf(project.root, file.fileName)]))
  const idOf = (file: ts.SourceFile): FileId => ids.get(file) ?? (file.fileName as FileId)
  const isOwn = (file: ts.SourceFile): boolean => ids.get(file) !== undefined
  const files = unit.program.getSourceFiles().filter(isOwn)
  const symbols = new Symbols(unit.program.getTypeChecker())
  const packages = new Packages(project.root)
  const origins = new ApiOrigins(symbols)
  const index = new NameIndex(files)
  const registry = new FunctionRegistry(idOf, (node) => symbols.returnsPromise(node))
  const packageOf = (file: ts.SourceFile) => packages.of(file.fileName)

  const registrations = findRegistrations({ symbols, origins, index, registry, packageOf })
  const handlers = handlerFacts(registrations.values(), { symbols, origins, index, registry, packageOf })
  const apiUses = findApiUses(rules, { index, origins, symbols })
  const follower = new ValueFollower({
    symbols, index, registry, isOwn,
    consumers: new Consumers(symbols, origins),
    isRegistration: (call) => registrations.has(call),
  })
  for (const { node } of apiUses) follower.enter(enclosingScope(node))
  follower.run()

  nameTwins(registry, index)

  return {
    version: 1,
    files: files.filter((file) => own.has(idOf(file))).map((file) => fileFact(project, file, packages)),
    functions: registry.facts(),
    calls: follower.calls,
    apiUses: apiUses.map(({ node, fact }) => {
      const caller = registry.factOf(enclosingScope(node))
      return { file: caller.file, caller: caller.id, ...fact }
    }),
    handovers: follower.handovers,
    aliases: follower.aliases,
    handlers,
    problems: [],
  }
}

/** Finds each function a name for its async twin: that of a twin that is there already, else one that is free everywhere. */
function nameTwins(registry: FunctionRegistry, index: NameIndex): void {
  for (const fact of registry.facts()) {
    if (fact.name === '' || fact.isAsync) continue
    const path = fact.id.slice(fact.file.length + 1)
    const name = `${fact.name.replace(/Sync$/, '')}Async`
    const exists = registry.isAsyncFunction(fact.file, path.replace(/[^.]*$/, name))
    const isFree = (candidate: string): boolean => index.filesWith(candidate).length === 0
    fact.twin = { name: exists ? name : firstFree(name, isFree), exists }
  }
}

function firstFree(name: string, isFree: (candidate: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `${name}${String(count)}`
    if (isFree(candidate)) return candidate
  }
}

function fileFact(project: Project, file: ts.SourceFile, packages: Packages): FileFact {
  const id = fileIdOf(project.root, file.fileName) ?? (file.fileName as FileId)
  return {
    id,
    sha256: project.sources.get(id)?.sha256 ?? '',
    moduleKind: ts.isExternalModule(file) ? 'esm' : 'commonjs',
    isTest: testFile.test(id),
    isPackageEntry: packages.of(file.fileName).entries.has(path.normalize(file.fileName)),
  }
}
