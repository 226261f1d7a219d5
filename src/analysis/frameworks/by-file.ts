import path from 'node:path'
import { ts } from 'ts-morph'
import { toPosix } from '../paths.js'
import { functionsDeclaredAs, resolveFunctions, valueOf } from '../resolve-functions.js'
import { namedMembers, resolveObjects } from '../resolve-objects.js'
import type { DirectiveForm, FileForm, Framework } from './framework.js'
import { type Found, type FrameworkTools, routeText } from './registration.js'

/** Finds what files export for a framework because of where they lie, and what a directive marks. */
export function foundByFile(framework: Framework, files: readonly ts.SourceFile[], tools: FrameworkTools): Found[] {
  const { files: forms = [], directives = [], package: used } = framework
  if (forms.length + directives.length === 0) return []
  return files.filter((file) => used !== undefined && tools.packageOf(file).majorOf(used) !== undefined).flatMap((file) => {
    const place = toPosix(path.relative(tools.packageOf(file).folder, file.fileName))
    return [
      ...forms.filter((form) => form.file.test(place) && !beginsWith(file, form.unless)).flatMap((form) => exportsOf(file, place, { framework, form, tools })),
      ...directives.flatMap((form) => markedIn(file, { framework, form, tools })),
    ]
  })
}

interface Context<Form> {
  framework: Framework
  form: Form
  tools: FrameworkTools
}

function exportsOf(file: ts.SourceFile, place: string, { framework, form, tools }: Context<FileForm>): Found[] {
  const { exports, handling, method } = form
  const found = 'in' in exports ? membersOfExport(file, exports.in, tools) : exports.flatMap((name) => functionsExported(file, name, tools).map((node) => ({ name, node })))
  const route = framework.routeOf?.(place) ?? place
  return found.map(({ name, node }): Found => {
    const suffix = 'in' in exports && name !== 'default' ? `?/${name}` : ''
    return { framework, node, handling, routes: method === undefined ? [] : [routeText(method === 'by name' ? name : method, [route + suffix])] }
  })
}

function functionsExported(file: ts.SourceFile, name: string, { symbols }: FrameworkTools): ts.FunctionLikeDeclaration[] {
  return [...new Set(symbols.exportedAs(file, name).flatMap((declaration) => functionsDeclaredAs(declaration, symbols)))]
}

function membersOfExport(file: ts.SourceFile, name: string, { symbols }: FrameworkTools): { name: string; node: ts.FunctionLikeDeclaration }[] {
  const values = symbols.exportedAs(file, name).flatMap((declaration) => valueOf(declaration) ?? [])
  return values.flatMap((value) => resolveObjects(value, symbols)).flatMap((object) => namedMembers(object, symbols)).flatMap((member) => {
    const nodes = member.values.flatMap((value) => (ts.isMethodDeclaration(value) ? [value] : resolveFunctions(value, symbols).map(({ node }) => node)))
    return nodes.map((node) => ({ name: member.name, node }))
  })
}

/** All functions that a file with the directive exports, and functions whose body begins with it. */
function markedIn(file: ts.SourceFile, { framework, form: { directive, handling }, tools }: Context<DirectiveForm>): Found[] {
  if (!file.text.includes(directive)) return []
  const marked: ts.FunctionLikeDeclaration[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && ts.isBlock(node.body) && startsWith(node.body.statements, directive)) marked.push(node)
    node.forEachChild(visit)
  }
  visit(file)
  const exported = beginsWith(file, directive) ? tools.symbols.exportsOf(file).flatMap((declaration) => functionsDeclaredAs(declaration, tools.symbols)) : []
  return [...new Set([...exported, ...marked])].map((node) => ({ framework, node, handling, routes: [], isAsWritten: true }))
}

function beginsWith(file: ts.SourceFile, directive: string | undefined): boolean {
  return directive !== undefined && startsWith(file.statements, directive)
}

function startsWith(statements: readonly ts.Statement[], directive: string): boolean {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return false
    if (statement.expression.text === directive) return true
  }
  return false
}
