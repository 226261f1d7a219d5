import { existsSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import { readSource } from '../apply/read-source.js'
import type { FileFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { FileId } from '../model/ids.js'
import { declarationPathOf } from './declared-sources.js'
import type { FunctionRegistry } from './function-registry.js'
import type { Project } from './project.js'

/** Makes a family of each known function of a JavaScript file and what a declaration file beside it says of it by the same name. */
export function joinWrittenDeclarations(files: readonly ts.SourceFile[], registry: FunctionRegistry, project: Project): FileFact[] {
  return files.flatMap((file) => {
    const id = registry.fileOf(file)
    const functions = registry.facts().filter((fact) => fact.file === id && fact.name !== '')
    const declarations = functions.length > 0 ? declarationsOf(id, project) : undefined
    if (!declarations) return []
    const names = [...registry.namesIn(declarations)].flatMap(([node, name]) =>
      isSignature(node) ? [{ node, name: nameOfVariable(node) ?? name.replace(/~\d+$/, '') }] : [])
    for (const fact of functions) {
      const name = fact.id.slice(id.length + 1)
      const signatures = names.flatMap(({ node, name: other }) => (other === name ? [signatureFact(node, registry)] : []))
      registry.joinFamilies([fact, ...signatures])
    }
    const sha256 = project.sources.get(declarations.fileName as FileId)?.sha256 ?? ''
    return [{ id: declarations.fileName as FileId, sha256, moduleKind: 'esm' as const, isTest: false, isPackageEntry: false }]
  })
}

/** The file is no part of the program, which sees the JavaScript in its place. */
function declarationsOf(id: FileId, project: Project): ts.SourceFile | undefined {
  const beside = declarationPathOf(id) as FileId | undefined
  if (beside === undefined || !existsSync(path.join(project.root, beside))) return undefined
  const source = project.sources.get(beside) ?? readSource(project.root, beside)
  project.sources.set(beside, source)
  return ts.createSourceFile(beside, source.text, ts.ScriptTarget.ESNext, true)
}

/** `export declare const load: (name: string) => string` */
function nameOfVariable({ parent }: ts.Node): string | undefined {
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined
}

function isSignature(node: ts.Node): node is ts.SignatureDeclaration {
  return ts.isFunctionLike(node) && !ts.isConstructorDeclaration(node)
}

function signatureFact(node: ts.SignatureDeclaration, registry: FunctionRegistry): FunctionFact {
  const fact = registry.factOf(node)
  fact.returnsPromise ||= /^Promise(Like)?\b/.test(node.type?.getText() ?? '')
  return fact
}
