import { ts } from 'ts-morph'
import { moduleSpecifiersIn } from './module-specifiers.js'

/** Finds the identifiers of a name without asking the checker: first by the words of each text, then in the tree. */
export class NameIndex {
  readonly #filesByWord = new Map<string, ts.SourceFile[]>()
  readonly #occurrences = new Map<string, readonly ts.Node[]>()
  readonly #inFiles = new Map<ts.SourceFile, Map<string, readonly ts.Node[]>>()
  readonly #specifiers = new Map<ts.SourceFile, readonly ts.StringLiteral[]>()

  constructor(files: readonly ts.SourceFile[]) {
    for (const file of files) {
      for (const word of new Set(file.text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu))) {
        const known = this.#filesByWord.get(word)
        if (known) known.push(file)
        else this.#filesByWord.set(word, [file])
      }
    }
  }

  /** The files whose text has this word; a private name is found by the word after its `#`. */
  filesWith(word: string): readonly ts.SourceFile[] {
    return this.#filesByWord.get(word.replace(/^#/, '')) ?? []
  }

  /** The files whose text names a package, or a part of it, as an import does. */
  filesNaming(module: string): readonly ts.SourceFile[] {
    const [word = ''] = module.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/u) ?? []
    return this.filesWith(word).filter(({ text }) => ['\'', '"', '`'].some((quote) => text.includes(`${quote}${module}${quote}`) || text.includes(`${quote}${module}/`)))
  }

  /** Every identifier that reads `name`, and every string that may be used as one: `fs['x']`, `const key = 'x'`. */
  occurrences(name: string): readonly ts.Node[] {
    let found = this.#occurrences.get(name)
    if (!found) this.#occurrences.set(name, (found = this.filesWith(name).flatMap((file) => this.occurrencesIn(file, name))))
    return found
  }

  /** Those of one file: what is declared inside of a function occurs nowhere else. */
  occurrencesIn(file: ts.SourceFile, name: string): readonly ts.Node[] {
    const inFile = this.#inFiles.get(file) ?? new Map<string, readonly ts.Node[]>()
    this.#inFiles.set(file, inFile)
    let found = inFile.get(name)
    if (!found) inFile.set(name, (found = findOccurrences(file, name)))
    return found
  }

  /** The texts by which a file names modules. */
  moduleSpecifiers(file: ts.SourceFile): readonly ts.StringLiteral[] {
    let found = this.#specifiers.get(file)
    if (!found) this.#specifiers.set(file, (found = moduleSpecifiersIn(file)))
    return found
  }
}

function findOccurrences(file: ts.SourceFile, name: string): ts.Node[] {
  const found: ts.Node[] = []
  for (let at = file.text.indexOf(name); at !== -1; at = file.text.indexOf(name, at + name.length)) {
    const node = leafAt(file, at)
    if (ts.isMemberName(node) && node.text === name && node.getStart() === at) found.push(node)
    else if (ts.isStringLiteral(node) && node.text === name && isKey(node)) found.push(node)
  }
  return found
}

function isKey({ parent }: ts.StringLiteral): boolean {
  return ts.isElementAccessExpression(parent) || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)
}

function leafAt(file: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = file
  for (;;) {
    const isAround = (candidate: ts.Node): boolean => candidate.pos <= position && position < candidate.end
    const child: ts.Node | undefined = commentsOf(node).find(isAround) ?? node.forEachChild((candidate) => (isAround(candidate) ? candidate : undefined))
    if (!child) return node
    node = child
  }
}

/** JSDoc comments, whose types count in JavaScript; they hang beside the children of what they are written for. */
function commentsOf(node: ts.Node): readonly ts.Node[] {
  const isTyped = (node.flags & ts.NodeFlags.JavaScriptFile) !== 0
  return isTyped ? ts.getJSDocCommentsAndTags(node).filter((comment) => comment.parent === node) : []
}
