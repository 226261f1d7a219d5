import { ts } from 'ts-morph'
import type { FileFact } from '../model/facts.js'

type Module = ts.CompilerOptions['module']

/** What a file runs as, and how its `import()` is written. */
export function moduleFacts(file: ts.SourceFile, { module }: ts.CompilerOptions): Pick<FileFact, 'moduleKind' | 'importsByNode'> {
  const moduleKind = moduleKindOf(file, module)
  return { moduleKind, ...(moduleKind === 'commonjs' && isOfNode(module) && /tsx?$/.test(file.fileName) && { importsByNode: true }) }
}

/** By its own syntax, its name, and what TypeScript makes of its imports once it is compiled. */
function moduleKindOf(file: ts.SourceFile, module: Module): FileFact['moduleKind'] {
  if (!ts.isExternalModule(file) || /\.c[jt]s$/.test(file.fileName)) return 'commonjs'
  if (!/\.tsx?$/.test(file.fileName)) return 'esm'
  const compiled = isOfNode(module) ? file.impliedNodeFormat : module
  return compiled === ts.ModuleKind.CommonJS ? 'commonjs' : 'esm'
}

/** A package says what its files are, as for Node.js itself. */
function isOfNode(module: Module): boolean {
  return module !== undefined && module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext
}
