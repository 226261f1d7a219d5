import { ts } from 'ts-morph'

/** The files that import one of these, directly or through files that only pass its exports on. */
export function importersOf(program: ts.Program, imported: Iterable<ts.SourceFile>): Set<ts.SourceFile> {
  const imports = readImports(program)
  const visible = new Set(imported)
  const importers = new Set<ts.SourceFile>()
  let before: number
  do {
    before = visible.size
    for (const { from, to, isReexport } of imports) {
      if (!visible.has(to)) continue
      importers.add(from)
      if (isReexport) visible.add(from)
    }
  } while (visible.size > before)
  return importers
}

interface Import {
  from: ts.SourceFile
  to: ts.SourceFile
  isReexport: boolean
}

function readImports(program: ts.Program): Import[] {
  const checker = program.getTypeChecker()
  return program.getSourceFiles().filter((file) => !file.isDeclarationFile).flatMap((from) =>
    moduleSpecifiers(from).flatMap((specifier) => {
      const to = checker.getSymbolAtLocation(specifier)?.declarations?.find(ts.isSourceFile)
      return to ? [{ from, to, isReexport: ts.isExportDeclaration(specifier.parent) }] : []
    }))
}

function moduleSpecifiers(file: ts.SourceFile): ts.StringLiteralLike[] {
  // All other imports are statements of their own, so that most files need no walk through the whole tree.
  const isDeep = /\b(?:import|require)\s*\(/.test(file.text)
  const found: ts.StringLiteralLike[] = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier)
    if (isDeep) ts.forEachChild(node, visit)
  }
  file.statements.forEach(visit)
  return found
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportEqualsDeclaration(node)) {
    return ts.isExternalModuleReference(node.moduleReference) ? node.moduleReference.expression : undefined
  }
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  if (ts.isCallExpression(node) && isLoader(node.expression)) return node.arguments[0]
  return undefined
}

function isLoader(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
}
