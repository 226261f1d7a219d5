import { ts } from 'ts-morph'
import { frameworks } from './index.js'
import type { Framework, MemberForm } from './framework.js'
import type { Found, FrameworkTools } from './registration.js'

/** Finds the methods that a class has for a framework, by the interface that it implements or the base that it extends. */
export function foundByMember(framework: Framework, tools: FrameworkTools): Found[] {
  return (framework.members ?? []).flatMap((form) => tools.index.occurrences(form.member).flatMap(({ parent: node }): Found[] => {
    const isIt = ts.isMethodDeclaration(node) && node.body !== undefined && node.name.getText() === form.member && ts.isClassLike(node.parent) && isOf(node.parent, form, tools)
    return isIt ? [{ framework, node, handling: form.handling, routes: [] }] : []
  }))
}

function isOf(holder: ts.ClassLikeDeclaration, { of, from }: MemberForm, { origins }: FrameworkTools): boolean {
  const bases = holder.heritageClauses?.flatMap(({ types }) => types.map(({ expression }) => expression)) ?? []
  return bases.some((base) => {
    const origin = origins.of(ts.isCallExpression(base) ? base.expression : base)
    return origin?.module === from && origin.path.at(-1) === of
  })
}

/** Whether a member that a package declares is one whose promise its framework awaits, whatever result it declares. */
export function isAwaitedMember(declaration: ts.Declaration): boolean {
  const { parent } = declaration
  const holder = (ts.isInterfaceDeclaration(parent) || ts.isClassLike(parent)) && parent.name?.text
  const name = ts.getNameOfDeclaration(declaration)?.getText()
  return awaited.some(({ member, of, from }) => member === name && of === holder && isDeclaredIn(declaration, from))
}

function isDeclaredIn(declaration: ts.Declaration, module: string): boolean {
  const ambient = ts.findAncestor(declaration, (node) => ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name) && node.name.text === module)
  return ambient !== undefined || declaration.getSourceFile().fileName.includes(`/${module}/`)
}

const awaited = frameworks.flatMap(({ members = [] }) => members)
