import { existsSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import { readSource } from '../apply/read-source.js'
import type { FileFact } from '../model/facts.js'
import type { FunctionFact } from '../model/functions.js'
import type { FileId } from '../model/ids.js'
import { groupBy } from '../group-by.js'
import { declarationPathOf, isBuildOutput } from './declared-sources.js'
import type { FunctionRegistry } from './function-registry.js'
import type { Packages } from './package-info.js'
import { fileIdOf } from './paths.js'
import type { Project } from './project.js'

/** A declaration file that is written by hand, and the functions that it may speak of. */
interface Written {
  declarations: ts.SourceFile
  functions: readonly FunctionFact[]
}

interface Tools {
  registry: FunctionRegistry
  project: Project
  packages: Packages
}

/** Makes a family of each known function of JavaScript and what a declaration file written for it says of it by the same name. */
export function joinWrittenDeclarations(files: readonly ts.SourceFile[], tools: Tools): FileFact[] {
  const written = [...files.flatMap((file) => writtenBeside(file, tools)), ...writtenForPackages(files, tools)]
  return written.map(({ declarations, functions }) => {
    joinAll(declarations, functions, tools.registry)
    const id = declarations.fileName as FileId
    return { id, sha256: tools.project.sources.get(id)?.sha256 ?? '', moduleKind: 'esm' as const, isTest: false, isPackageEntry: false }
  })
}

function writtenBeside(file: ts.SourceFile, { registry, project }: Tools): Written[] {
  const id = registry.fileOf(file)
  const functions = registry.facts().filter((fact) => fact.file === id && fact.name !== '')
  const declarations = functions.length > 0 ? declarationsIn(declarationPathOf(id) as FileId | undefined, project) : undefined
  return declarations ? [{ declarations, functions }] : []
}

/** The `types` of a package.json speak of all that the package offers, wherever that is written. */
function writtenForPackages(files: readonly ts.SourceFile[], { registry, project, packages }: Tools): Written[] {
  const offered = files.flatMap((file) => {
    const { folder, declared } = packages.of(file.fileName)
    if (!declared || /\.[mc]?tsx?$/.test(file.fileName) || isBuildOutput(path.relative(folder, declared.entry)) || declarationPathOf(declared.entry) === declared.types) return []
    const id = registry.fileOf(file)
    return registry.facts().filter((fact) => fact.file === id && fact.isPublic).map((fact) => ({ types: declared.types, fact }))
  })
  return [...groupBy(offered, ({ types }) => types)].flatMap(([types, found]) => {
    const declarations = declarationsIn(fileIdOf(project.root, types), project)
    return declarations ? [{ declarations, functions: found.map(({ fact }) => fact) }] : []
  })
}

/** Where functions of several files go by one name it is not known which of them is meant. */
function joinAll(declarations: ts.SourceFile, functions: readonly FunctionFact[], registry: FunctionRegistry): void {
  const signatures = groupBy([...registry.namesIn(declarations)].flatMap(([node, name]) =>
    isSignature(node) ? [{ node, name: nameOfVariable(node) ?? name.replace(/~\d+$/, '') }] : []), ({ name }) => name)
  for (const [name, [fact, ...others]] of groupBy(functions, ({ id, file }) => id.slice(file.length + 1))) {
    if (!fact || others.length > 0) continue
    registry.joinFamilies([fact, ...(signatures.get(name) ?? []).map(({ node }) => signatureFact(node, registry))])
  }
}

/** The file is no part of the program, which sees the JavaScript in its place. */
function declarationsIn(id: FileId | undefined, project: Project): ts.SourceFile | undefined {
  if (id === undefined || !existsSync(path.join(project.root, id))) return undefined
  const source = project.sources.get(id) ?? readSource(project.root, id)
  project.sources.set(id, source)
  return ts.createSourceFile(id, source.text, ts.ScriptTarget.ESNext, true)
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
