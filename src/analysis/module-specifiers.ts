import { ts } from 'ts-morph'
import { moduleLoadedByTest, requiredModule } from './syntax.js'

/** What a text has where something else than a statement of the file itself may name a module. */
const deepNames = /\b(require|declare|namespace|proxyquire|rewire|esmock|import(Actual|Mock))/

/** The texts by which a file names the modules that it imports, requires, exports from or has a test load. */
export function moduleSpecifiersIn(file: ts.SourceFile): ts.StringLiteral[] {
  const isDeep = deepNames.test(file.text)
  const found: ts.StringLiteral[] = []
  const visit = (node: ts.Node): void => {
    const specifier = (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) ? node.moduleSpecifier
      : ts.isExternalModuleReference(node) ? node.expression : requiredModule(node) ?? moduleLoadedByTest(node)
    if (specifier && ts.isStringLiteral(specifier)) found.push(specifier)
    else if (isDeep) node.forEachChild(visit)
  }
  file.statements.forEach(visit)
  return found
}
