import { isBuiltin } from 'node:module'
import type { ts } from 'ts-morph'
import type { ApiRule } from '../model/rules.js'
import { groupBy } from '../group-by.js'
import { type Origin, packageIn } from './api-origin.js'
import type { NameIndex } from './name-index.js'
import type { PackageInfo } from './package-info.js'

/** A rule for what stands somewhere; where nobody can tell the version of the package, one that may hold. */
export interface FoundRule {
  rule: ApiRule
  isVersionUnknown?: true
}

/** The rules by what they are about. */
export class RuleTable {
  readonly #rules: ReadonlyMap<string, ApiRule[]>

  constructor(rules: readonly ApiRule[], private readonly packageOf: (file: ts.SourceFile) => PackageInfo) {
    this.#rules = groupBy(rules, ({ module, name }) => `${module} ${name}`)
  }

  /** The rule for what an origin says, in the version of its package that a file uses. */
  at({ module, dropIn, path }: Origin, file: ts.SourceFile): FoundRule | undefined {
    const name = path.join('.') || 'default'
    const modules = new Set([dropIn ?? module, module, packageIn(module)])
    const rules = [...modules].flatMap((each) => this.#rules.get(`${each} ${name}`) ?? [])
    const holding = rules.map((rule) => ({ rule, holds: this.#holds(rule, file) })).filter(({ holds }) => holds !== false)
    const [found] = [...holding.filter(({ holds }) => holds), ...holding]
    return found && { rule: found.rule, ...(found.holds === undefined && { isVersionUnknown: true }) }
  }

  #holds({ module, versions }: ApiRule, file: ts.SourceFile): boolean | undefined {
    return versions === undefined ? true : this.packageOf(file).hasVersion(module, versions)
  }
}

/** The rules that can matter in a project: those for packages that no file names are left out, as many of their functions have everyday names. */
export function rulesIn(index: NameIndex, rules: readonly ApiRule[]): readonly ApiRule[] {
  const modules = new Set(rules.map(({ module }) => module).filter((module) => !isPackage(module) || index.filesNaming(module).length > 0))
  return rules.filter(({ module }) => modules.has(module))
}

function isPackage(module: string): boolean {
  return !module.startsWith('.') && module !== 'Atomics' && !isBuiltin(module)
}
