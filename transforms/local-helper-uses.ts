import { applyEdits } from '../src/apply/apply-edits.js'
import type { BuiltIns } from './built-ins.js'
import type { EditList } from './edit-list.js'
import type { Imports } from './imports.js'
import { inStyle } from './in-style.js'
import { localHelpers } from './local-helpers/index.js'
import type { LocalHelper, LocalHelperName } from './local-helpers/index.js'
import type { Names } from './names.js'
import type { Style } from './style.js'
import { SyntaxTree } from './syntax-tree.js'

/** What a helper's text is adapted to. */
export interface HelperSurroundings {
  tree: SyntaxTree
  style: Style
  names: Names
  imports: Imports
  builtIns: BuiltIns
}

/** The local helpers that a file's new text calls; they are added once, at the end of the file. */
export class LocalHelperUses {
  private readonly locals = new Map<LocalHelper, string>()
  private readonly texts: string[] = []

  constructor(private readonly file: HelperSurroundings) {}

  /** Whether the language itself has what a helper does. */
  isBuiltIn(name: LocalHelperName): boolean {
    return this.file.builtIns.has(name)
  }

  /** The name by which the file calls a helper, whose imports stand where the replaced name stood. */
  use(name: string, insteadOf?: string): string {
    if (!isHelperName(name)) throw new Error(`There is no local helper called "${name}".`)
    const builtIn = this.file.builtIns.get(name)
    if (builtIn !== undefined) return builtIn
    const helper = localHelpers[name]
    const known = this.locals.get(helper)
    if (known) return known
    const { tree, style, names } = this.file
    // Before its imports take theirs: `read as readAsync` would be called in place of the helper itself.
    const free = names.take(name)
    const plain = inStyle(tree.isTypeScript ? helper.typescript : helper.javascript, style)
    const text = this.renamed(plain, this.namesFor(helper, insteadOf))
    const present = this.findPresent(name, text)
    const local = present ?? free
    this.locals.set(helper, local)
    if (present === undefined) this.texts.push(this.renamed(text, new Map([[name, local]])))
    return local
  }

  /** What an earlier run called the helper that it left here. */
  private findPresent(name: string, text: string): string | undefined {
    const { tree } = this.file
    const declared = tree.program.children.filter((node) => node.is('FunctionDeclaration')).map((node) => node.child('id')?.string('name') ?? '')
    const candidates = declared.filter((candidate) => candidate.startsWith(name.replace(/Async$/, '')))
    return candidates.find((candidate) => tree.source.includes(this.renamed(text, new Map([[name, candidate]]))))
  }

  writeTo(edits: EditList): void {
    const { tree: { source }, style: { eol } } = this.file
    const endsInNewline = /(^|\n)$/.test(source)
    for (const [index, text] of this.texts.entries()) {
      edits.after(source.length, endsInNewline || index > 0 ? eol + text + eol : eol + eol + text + eol)
    }
  }

  /** What the file calls the names that a helper imports and uses. */
  private namesFor(helper: LocalHelper, insteadOf?: string): Map<string, string> {
    const locals = new Map<string, string>()
    for (const { module, names, types = [] } of helper.imports) {
      const request = { module, near: module.replace(/\/promises$/, ''), insteadOf }
      for (const name of names) locals.set(name, this.file.imports.want({ ...request, name }))
      for (const name of this.file.tree.isTypeScript ? types : []) {
        locals.set(name, this.file.imports.want({ ...request, name, isType: true }))
      }
    }
    for (const used of helper.uses ?? []) locals.set(used, this.use(used, insteadOf))
    return locals
  }

  private renamed(text: string, locals: Map<string, string>): string {
    if ([...locals].every(([name, local]) => name === local)) return text
    const nodes = [...new SyntaxTree(text, this.file.tree.file).program.descendants()]
    return applyEdits(text, nodes.filter((node) => node.is('Identifier') && !node.isMemberName).flatMap((node) => {
      const name = node.string('name')
      const local = locals.get(name)
      // A parameter's node ends behind its type.
      return local ? [{ start: node.start, end: node.start + name.length, text: local }] : []
    }))
  }
}

function isHelperName(name: string): name is LocalHelperName {
  return name in localHelpers
}
