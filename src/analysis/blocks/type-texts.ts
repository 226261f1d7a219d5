import { ts } from 'ts-morph'
import type { BlockTypes } from './block-types.js'
import type { Needs } from './needs.js'

/** Writes the types of parameters as text that means the same in the sync module; what they name is needed there. */
export class TypeTexts {
  constructor(private readonly types: BlockTypes, private readonly needs: Needs) {}

  /** The type of an expression; undefined in JavaScript, and where it cannot be written. */
  textOf(expression: ts.Node): string | undefined {
    const file = expression.getSourceFile()
    if (!/\.[mc]?tsx?$/.test(file.fileName)) return undefined
    const { checker } = this.types
    const node = checker.typeToTypeNode(checker.getTypeAtLocation(expression), expression, ts.NodeBuilderFlags.NoTruncation)
    if (!node || !this.#isKnown(node, expression)) return undefined
    return ts.createPrinter({ removeComments: true }).printNode(ts.EmitHint.Unspecified, node, file).replace(/\s+/g, ' ')
  }

  /** A type of TypeScript that is declared elsewhere, and that its file does not import. */
  isNameless(expression: ts.Node): boolean {
    return /\.[mc]?tsx?$/.test(expression.getSourceFile().fileName) && this.textOf(expression) === undefined
  }

  #isKnown(node: ts.Node, at: ts.Node): boolean {
    if (ts.isImportTypeNode(node) || ts.isTypeQueryNode(node)) return false
    if (ts.isTypeReferenceNode(node)) {
      const name = ts.isIdentifier(node.typeName) ? node.typeName.text : undefined
      const symbol = name === undefined ? undefined : this.types.checker.getSymbolsInScope(at, ts.SymbolFlags.Type | ts.SymbolFlags.Alias).find((other) => other.name === name)
      const declaration = symbol?.declarations?.find((other) => other.getSourceFile() === at.getSourceFile())
      if (!symbol || (declaration && !this.needs.tryAddType(declaration))) return false
    }
    return node.forEachChild((child) => !this.#isKnown(child, at) || undefined) === undefined
  }
}
