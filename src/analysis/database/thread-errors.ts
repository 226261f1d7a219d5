import { ts } from 'ts-morph'
import type { ErrorClass, ThreadErrorFact } from '../../model/database.js'
import type { FileId } from '../../model/ids.js'
import type { FunctionRegistry } from '../function-registry.js'
import { isDefaultExport, isExportedName } from '../occurrences.js'
import type { Symbols } from '../symbols.js'
import { allNodes } from '../blocks/references.js'
import type { Obstruction } from './obstruction.js'
import { importedBy } from './thread-modules.js'
import { importOf } from './thread-target.js'

interface Tools {
  symbols: Symbols
  registry: FunctionRegistry
  files: readonly ts.SourceFile[]
  isOwn(file: ts.SourceFile): boolean
  isTest(file: ts.SourceFile): boolean
  whyNotInThread(file: ts.SourceFile): Obstruction | undefined
}

/**
 * Finds the classes of the project that `instanceof` tells errors apart by, and that these modules, or what the thread loads with them,
 * make: an error arrives from the thread as one of its class only where the client knows that.
 */
export function threadErrors(modules: ReadonlySet<FileId>, tools: Tools): ThreadErrorFact[] {
  const asked = tools.files.filter((file) => !tools.isTest(file)).flatMap((file) => [...askedFor(file, tools)])
  if (asked.length === 0) return []
  const made = new Map<ts.SourceFile, readonly Sighting[]>()
  const madeIn = (file: ts.SourceFile): readonly Sighting[] => {
    const known = made.get(file) ?? madeErrors(file, asked, tools)
    made.set(file, known)
    return known
  }
  return tools.files.filter((file) => modules.has(tools.registry.fileOf(file))).flatMap((file) => {
    const module = tools.registry.fileOf(file)
    return [...loadedWith(file, tools)].flatMap((loaded) => madeIn(loaded).flatMap((error): ThreadErrorFact[] => {
      const errorClass = importable([error, ...asked.filter((other) => other.declaration === error.declaration)], tools)
      return errorClass ? [{ module, errorClass, ...(loaded === file && { byItself: true }) }] : []
    }))
  })
}

/** A class, and the expression by which some code names it. */
interface Sighting {
  declaration: ts.ClassLikeDeclaration
  expression: ts.Expression
}

/** `error instanceof NameTaken` */
function* askedFor(file: ts.SourceFile, tools: Tools): Generator<Sighting> {
  if (!file.text.includes('instanceof')) return
  for (const node of allNodes(file)) {
    const isQuestion = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword
    if (isQuestion) yield* sighted(node.right, tools)
  }
}

/** `new NameTaken(name)`, where somebody asks for that class or one that it extends. */
function madeErrors(file: ts.SourceFile, asked: readonly Sighting[], tools: Tools): Sighting[] {
  const made = [...allNodes(file)].filter(ts.isNewExpression).flatMap(({ expression }) => sighted(expression, tools))
  return made.filter(({ declaration }) => {
    const line = lineOf(declaration, tools)
    return line.some(isOfErrors) && asked.some((other) => line.includes(other.declaration))
  })
}

/** The class of the project that an expression stands for. */
function sighted(expression: ts.Expression, tools: Tools): Sighting[] {
  const declarations = tools.symbols.typeAt(expression).getSymbol()?.declarations ?? []
  const declaration = declarations.find((node): node is ts.ClassLikeDeclaration => ts.isClassLike(node) && tools.isOwn(node.getSourceFile()))
  return declaration ? [{ declaration, expression }] : []
}

/** The class, what it extends, and so on. */
function lineOf(node: ts.ClassLikeDeclaration, tools: Tools): ts.ClassLikeDeclaration[] {
  const base = baseOf(node)
  return [node, ...base ? sighted(base, tools).flatMap(({ declaration }) => lineOf(declaration, tools)) : []]
}

/** `extends Error`, `extends createError.HttpError` */
function isOfErrors(node: ts.ClassLikeDeclaration): boolean {
  return /(Error|Exception)$/.test(baseOf(node)?.getText() ?? '')
}

function baseOf(node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  return node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression
}

/** How a module can import the class: as one of those that name it does, or as its own module exports it. */
function importable(sightings: readonly Sighting[], tools: Tools): ErrorClass | undefined {
  const imported = sightings.flatMap(({ expression, declaration }) => importedAs(expression, declaration, tools) ?? [])
  const [first] = sightings
  return imported[0] ?? (first && exportedAs(first.declaration, tools))
}

function importedAs(expression: ts.Expression, declaration: ts.ClassLikeDeclaration, tools: Tools): ErrorClass | undefined {
  const holder = ts.isPropertyAccessExpression(expression) ? expression.expression : expression
  const found = ts.isIdentifier(holder) ? importOf(holder, tools.symbols) : undefined
  const file = found && tools.symbols.moduleAt(found.specifier)
  if (!file || !tools.isOwn(file)) return undefined
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : found.name
  const isDefault = name === '*' || name === 'default'
  return { file: tools.registry.fileOf(file), name: isDefault ? declaration.name?.text ?? expression.getText() : name, ...(isDefault && { isDefault }) }
}

function exportedAs(node: ts.ClassLikeDeclaration, tools: Tools): ErrorClass | undefined {
  const file = tools.registry.fileOf(node.getSourceFile())
  if (!node.name || !ts.isClassDeclaration(node)) return undefined
  const { text: name } = node.name
  if (isDefaultExport(node)) return { file, name, isDefault: true }
  return isExportedName(node) ? { file, name } : undefined
}

/** A module and all that the thread loads with it; of one that stays on the main thread, what it imports and the thread can load. */
function loadedWith(file: ts.SourceFile, tools: Tools): Set<ts.SourceFile> {
  const found = new Set<ts.SourceFile>([file])
  for (const each of found) {
    for (const node of allNodes(each)) {
      const specifier = importedBy(node)
      const imported = specifier && tools.symbols.moduleAt(specifier)
      if (imported && tools.isOwn(imported) && !tools.whyNotInThread(imported)) found.add(imported)
    }
  }
  return found
}
