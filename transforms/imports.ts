import { isBuiltin } from 'node:module'
import type { EditList } from './edit-list.js'
import { findImportBindings, withoutNodePrefix } from './import-bindings.js'
import type { ImportBinding } from './import-bindings.js'
import { editImportStatement, insertStatementsBehind } from './import-statement.js'
import type { ImportChange } from './import-statement.js'
import type { Names } from './names.js'
import { quoted, semicolon } from './style.js'
import type { Style } from './style.js'
import type { SyntaxNode } from './syntax-node.js'
import type { SyntaxTree } from './syntax-tree.js'

/** A name that new text needs from a module. */
export interface ImportRequest {
  module: string
  /** `*` for the module as a whole, as a function that can be called. */
  name: string
  /** The module behind whose import a new one goes. */
  near?: string
  isType?: boolean
  /** The file's own name whose place the new one takes. */
  insteadOf?: string | undefined
  /** All names that the file wants from the module: where one is taken, the file goes through the module as a whole, by this name. */
  together?: { names: readonly string[]; as: string }
}

interface Wanted {
  module: string
  near: string
  /** `*` for the module as a whole. */
  name: string
  local: string
  isType: boolean
  instead: ImportBinding | undefined
}

type Spelling = 'import' | 'require' | 'import-equals'

/** Collects the names that a file's new text needs and no longer needs, and edits its imports once for all. */
export class Imports {
  private readonly bindings: ImportBinding[]
  private readonly spelling: Spelling
  private readonly wanted: Wanted[] = []
  private readonly kept = new Set<string>()
  private readonly released = new Map<string, number>()

  constructor(private readonly tree: SyntaxTree, private readonly style: Style, private readonly names: Names) {
    this.bindings = findImportBindings(tree)
    this.spelling = detectSpelling(tree)
  }

  /** The expression by which the file can use a name of a module; brings the name in where it is missing. */
  want({ module, name, near = module, isType = false, insteadOf, together }: ImportRequest): string {
    const bare = withoutNodePrefix(module)
    const existing = this.findExisting(bare, name, isType) ?? (insteadOf === undefined ? this.findInParent(bare, name, isType) : undefined)
    if (existing) return existing
    const asWhole = name === '*' || (this.spelling === 'import-equals' && !isType) || this.isClash(bare, together)
    const wantedName = asWhole ? '*' : name
    let wanted = this.wanted.find((other) => other.module === bare && other.name === wantedName)
    if (!wanted) {
      const local = this.names.take(asWhole ? together?.as ?? identifierFor(bare) : name)
      const instead = this.bindings.find((binding) => binding.local === insteadOf && binding.imported !== '*')
      wanted = { module: bare, near, name: wantedName, local, isType, instead }
      this.wanted.push(wanted)
    }
    return asWhole && name !== '*' ? `${wanted.local}.${name}` : wanted.local
  }

  /** The module that a name of the top level is imported from, as it is written. */
  sourceOf(local: string): string | undefined {
    return this.imported(local)?.source
  }

  /** The name by which the file uses an import of its own from another module; its own one, when all references to it go there. */
  redirect(local: string, { module, references }: { module: string; references: number }): string {
    const instead = this.imported(local)
    const name = instead?.imported ?? local
    const known = this.wanted.find((other) => other.module === module && other.name === name && other.instead === instead)
      ?? this.bindings.find((binding) => binding.isTopLevel && binding.source === module && binding.imported === name)
    if (known) return known.local
    const takesPlace = this.countReferences(local) === references
    const wanted = { module, near: instead?.source ?? module, name, local: takesPlace ? local : this.names.take(local), isType: false, instead }
    this.wanted.push(wanted)
    return wanted.local
  }

  /** The last package that the file imports at the top level, behind which another one goes. */
  get lastPackage(): string | undefined {
    return this.bindings.findLast(({ isTopLevel, source }) => isTopLevel && !source.startsWith('.') && !source.startsWith('node:') && !isBuiltin(source))?.source
  }

  /** Brings a name in whose declaration in this file goes. */
  bring(module: string, name: string): void {
    this.wanted.push({ module, near: module, name, local: name, isType: false, instead: undefined })
  }

  /** Says that one reference to an imported name is gone; the import goes with the last of them. */
  release(local: string): void {
    this.released.set(local, (this.released.get(local) ?? 0) + 1)
  }

  writeTo(edits: EditList): void {
    const changes = new Map<SyntaxNode, ImportChange>()
    const changeOf = (statement: SyntaxNode) => {
      const change = changes.get(statement) ?? { removed: [], added: [], behind: [] }
      changes.set(statement, change)
      return change
    }
    const heading: string[] = []
    for (const { statement, element } of this.findUnused()) changeOf(statement).removed.push(element)
    for (const group of this.groupWanted()) {
      const list = this.findList(group)
      const anchor = this.findAnchor(group[0])
      if (list) {
        const added = group.map((wanted) => ({ beside: elementBeside(wanted, list), text: this.nameIn(wanted) }))
        changeOf(list.statement).added.push(...added)
      } else if (anchor) changeOf(anchor).behind.push(this.statementFor(group))
      else heading.push(this.statementFor(group))
    }
    for (const [statement, change] of changes) {
      editImportStatement(statement, change, { tree: this.tree, edits, eol: this.style.eol })
    }
    this.writeHeading(heading, edits)
  }

  /** The first of the names decides for all, as it is taken from then on. */
  private isClash(module: string, together: ImportRequest['together']): boolean {
    if (!together) return false
    const first = this.wanted.find((other) => other.module === module)
    return first ? first.name === '*' : together.names.some((name) => !this.names.isFree(name))
  }

  private imported(local: string): ImportBinding | undefined {
    return this.bindings.find((binding) => binding.local === local && binding.isTopLevel && !binding.isType)
  }

  private findExisting(module: string, name: string, isType: boolean): string | undefined {
    const usable = this.bindings.filter((binding) =>
      binding.module === module && binding.isTopLevel && (isType ? bringsTypes(binding) : !binding.isType))
    const isNamed = (binding: ImportBinding) => binding.imported === name && (name !== '*' || !binding.element.is('ImportNamespaceSpecifier'))
    const binding = usable.find(isNamed) ?? (name === '*' ? undefined : usable.find(({ imported }) => imported === '*'))
    if (!binding) return undefined
    this.kept.add(binding.local)
    return binding.imported === '*' && name !== '*' ? `${binding.local}.${name}` : binding.local
  }

  /** `fs.promises.access` where the file goes through `fs`: an import of `fs/promises` would be one too many. */
  private findInParent(module: string, name: string, isType: boolean): string | undefined {
    const [, parent, member] = /^(.+)\/(promises)$/.exec(module) ?? []
    const found = parent && member && !isType ? this.findExisting(parent, member, isType) : undefined
    return found && `${found}.${name}`
  }

  private findUnused(): ImportBinding[] {
    return this.bindings.filter(({ local }) => {
      const released = this.released.get(local)
      return released !== undefined && !this.kept.has(local) && this.countReferences(local) === released
    })
  }

  private countReferences(name: string): number {
    const elements = this.bindings.filter(({ local }) => local === name).map(({ element }) => element)
    const outside = [...this.tree.program.descendants((node) => !elements.includes(node))]
    const named = outside.filter((node) => node.is('Identifier', 'JSXIdentifier') && node.string('name') === name)
    return named.filter((node) => !node.isMemberName).length
  }

  /** By statement, and in the order of the names whose place they take. */
  private groupWanted(): [Wanted, ...Wanted[]][] {
    const groups = new Map<string, [Wanted, ...Wanted[]]>()
    const placeOf = ({ instead }: Wanted) => instead?.element.start ?? this.tree.source.length
    for (const wanted of this.wanted.toSorted((a, b) => placeOf(a) - placeOf(b))) {
      const key = [wanted.module, wanted.isType, wanted.name === '*' && wanted.local].join(' ')
      const group = groups.get(key)
      if (group) group.push(wanted)
      else groups.set(key, [wanted])
    }
    return [...groups.values()]
  }

  /** A binding in the braces of an import of the same module. */
  private findList([{ module, isType, name }]: [Wanted, ...Wanted[]]): ImportBinding | undefined {
    const fits = ({ isType: isTypeBinding, statement }: ImportBinding) =>
      (isType ? statement.string('importKind') === 'type' : !isTypeBinding)
    return this.bindings.find((binding) => binding.module === module && binding.isTopLevel && fits(binding)
      && name !== '*' && binding.imported !== '*' && !binding.element.is('VariableDeclarator'))
  }

  private findAnchor({ near }: Wanted): SyntaxNode | undefined {
    const atTop = this.bindings.filter(({ isTopLevel }) => isTopLevel)
    return (atTop.findLast(({ module }) => module === withoutNodePrefix(near)) ?? atTop.at(-1))?.statement
  }

  private statementFor(group: [Wanted, ...Wanted[]]): string {
    const [{ module, near, name, isType }] = group
    const neighbour = this.bindings.find((binding) => binding.module === withoutNodePrefix(near))
    const prefix = isBuiltin(module) && (neighbour?.source.startsWith('node:') ?? this.style.nodePrefix) ? 'node:' : ''
    const source = quoted(prefix + module, this.style)
    const end = semicolon(this.style)
    const list = group.map((wanted) => this.nameIn(wanted)).join(', ')
    if (name === '*') return `${this.wholeImport(source, group[0])}${end}`
    if (isType) return `import type { ${list} } from ${source}${end}`
    if (this.spelling === 'import') return `import { ${list} } from ${source}${end}`
    return `${neighbour?.statement.string('kind') || 'const'} { ${list} } = require(${source})${end}`
  }

  private nameIn({ name, local, isType }: Wanted): string {
    const isPattern = this.spelling === 'require' && !isType
    return name === local ? name : `${name}${isPattern ? ':' : ' as'} ${local}`
  }

  /** As the import whose place it takes is spelled, or as all others are. */
  private wholeImport(source: string, { local, instead }: Wanted): string {
    switch (instead?.element.type) {
      case 'ImportSpecifier': case 'ImportDefaultSpecifier': return `import ${local} from ${source}`
      case 'ImportNamespaceSpecifier': return `import * as ${local} from ${source}`
      case 'VariableDeclarator': case 'ObjectProperty': return `${instead.statement.string('kind')} ${local} = require(${source})`
      default: return wholeImports[this.spelling](local, source)
    }
  }

  /** Without any import to follow, the first one goes behind the directives and the hashbang. */
  private writeHeading(statements: string[], edits: EditList): void {
    const { program } = this.tree
    const before = program.list('directives').at(-1) ?? program.child('interpreter')
    if (before) insertStatementsBehind(before, statements, { tree: this.tree, edits, eol: this.style.eol })
    else for (const statement of statements) edits.after(0, statement + this.style.eol)
  }
}

const wholeImports: Record<Spelling, (local: string, source: string) => string> = {
  import: (local, source) => `import * as ${local} from ${source}`,
  require: (local, source) => `const ${local} = require(${source})`,
  'import-equals': (local, source) => `import ${local} = require(${source})`,
}

function detectSpelling(tree: SyntaxTree): Spelling {
  const types = tree.program.children.map(({ type }) => type)
  if (types.includes('TSImportEqualsDeclaration') && !types.includes('ImportDeclaration')) return 'import-equals'
  if (types.some((type) => /^(Import|Export).*Declaration$/.test(type))) return 'import'
  return tree.isTypeScript || tree.file.endsWith('.mjs') ? 'import' : 'require'
}

/** `fs/promises` → `fsPromises` */
function identifierFor(module: string): string {
  return module.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** A `require` gives values alone. */
function bringsTypes({ statement }: ImportBinding): boolean {
  return !statement.is('VariableDeclaration')
}

function elementBeside({ instead }: Wanted, list: ImportBinding): SyntaxNode {
  return instead?.statement === list.statement ? instead.element : list.element
}
