import { ts } from 'ts-morph'
import type { FileFact } from '../model/facts.js'

/** What a file runs as once it is compiled, by its own syntax, its name, and what TypeScript makes of its imports. */
export function moduleKindOf(file: ts.SourceFile, { module }: ts.CompilerOptions): FileFact['moduleKind'] {
  if (!ts.isExternalModule(file) || /\.c[jt]s$/.test(file.fileName)) return 'commonjs'
  if (!/\.tsx?$/.test(file.fileName)) return 'esm'
  const byPackage = module !== undefined && module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext
  const compiled = byPackage ? file.impliedNodeFormat : module
  return compiled === ts.ModuleKind.CommonJS ? 'commonjs' : 'esm'
}
