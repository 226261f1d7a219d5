import type { EditList } from './edit-list.js'
import type { Imports } from './imports.js'
import { localHelpers } from './local-helpers/index.js'
import type { LocalHelper, LocalHelperName } from './local-helpers/index.js'
import type { Names } from './names.js'
import type { Style } from './style.js'
import type { SyntaxTree } from './syntax-tree.js'

/** What a helper's text is adapted to. */
export interface HelperSurroundings {
  tree: SyntaxTree
  style: Style
  names: Names
  imports: Imports
}

/** The local helpers that a file's new text calls; they are added once, at the end of the file. */
export class LocalHelperUses {
  private readonly locals = new Map<LocalHelper, string>()
  private readonly texts: string[] = []

  constructor(private readonly file: HelperSurroundings) {}

  /** The name by which the file calls a helper. */
  use(name: string): string {
    if (!isHelperName(name)) throw new Error(`There is no local helper called "${name}".`)
    const helper = localHelpers[name]
    const known = this.locals.get(helper)
    if (known) return known
    const { tree, style, names } = this.file
    const text = inStyle(tree.isTypeScript ? helper.typescript : helper.javascript, style)
    // An earlier run left it here.
    const isPresent = tree.source.includes(text)
    const local = isPresent ? name : names.take(name)
    this.locals.set(helper, local)
    if (!isPresent) this.texts.push(this.withNames(text, helper, local))
    return local
  }

  writeTo(edits: EditList): void {
    const { tree: { source }, style: { eol } } = this.file
    const endsInNewline = /(^|\n)$/.test(source)
    for (const [index, text] of this.texts.entries()) {
      edits.after(source.length, endsInNewline || index > 0 ? eol + text + eol : eol + eol + text + eol)
    }
  }

  private withNames(text: string, helper: LocalHelper, local: string): string {
    let named = renamed(text, helper.name, local)
    for (const { module, names, types = [] } of helper.imports) {
      const near = module.replace(/\/promises$/, '')
      for (const name of names) named = renamed(named, name, this.file.imports.want({ module, name, near }))
      for (const name of this.file.tree.isTypeScript ? types : []) {
        named = renamed(named, name, this.file.imports.want({ module, name, near, isType: true }))
      }
    }
    for (const used of helper.uses ?? []) named = renamed(named, used, this.use(used))
    return named
  }
}

function isHelperName(name: string): name is LocalHelperName {
  return name in localHelpers
}

function renamed(text: string, name: string, local: string): string {
  return name === local ? text : text.replace(new RegExp(`(?<![.\\w$])${name}(?![\\w$])`, 'g'), local)
}

function inStyle(text: string, { quote, semicolons, indent, eol }: Style): string {
  return text.split('\n')
    .map((line) => line.replace(/^( {2})+/, (spaces) => indent.repeat(spaces.length / 2)))
    .map((line) => (semicolons ? line : line.replace(/;$/, '')))
    .map((line) => (quote === '"' && !isComment(line) ? line.replace(/'([^'"\\]*)'/g, '"$1"') : line))
    .join(eol)
}

function isComment(line: string): boolean {
  return /^\s*(\/[*/]|\*)/.test(line)
}
