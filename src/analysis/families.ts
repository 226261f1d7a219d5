import { ts } from 'ts-morph'
import type { NameIndex } from './name-index.js'
import type { Symbols } from './symbols.js'

/** All that is written for one method: what it overrides or implements, what overrides it, its overloads. */
export interface Family {
  /** In the project. */
  members: ts.Declaration[]
  /** Some member is declared by an installed package, whose callers expect the result that it declares. */
  isExternal: boolean
}

/** Finds the family of a method or function by inheritance, upwards by types and downwards by the names in heritage clauses. */
export function findFamily(member: ts.Declaration, symbols: Symbols, index: NameIndex): Family {
  const members = new Set<ts.Declaration>([member])
  let isExternal = false
  for (const current of members) {
    for (const overload of overloadsOf(current)) members.add(overload)
    const name = memberName(current)
    if (name === undefined) continue
    for (const base of symbols.inheritedMembers(current, name)) {
      if (isOwn(base)) members.add(base)
      else if (!isPromiseLike(base, symbols)) isExternal = true
    }
    for (const override of overridesOf(current, name, symbols, index)) members.add(override)
    for (const signature of structuralOf(current, name, symbols, index)) members.add(signature)
  }
  return { members: [...members], isExternal }
}

function overloadsOf(declaration: ts.Declaration): readonly ts.Declaration[] {
  if (!ts.isFunctionDeclaration(declaration) && !ts.isMethodDeclaration(declaration)) return []
  const siblings: readonly ts.Node[] = ts.isClassLike(declaration.parent) ? declaration.parent.members
    : ts.isSourceFile(declaration.parent) || ts.isModuleBlock(declaration.parent) ? declaration.parent.statements : []
  const name = declaration.name?.getText()
  return siblings.filter((node): node is typeof declaration => node.kind === declaration.kind && nameText(node) === name)
}

function nameText(node: ts.Node): string | undefined {
  return ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) ? node.name?.getText() : undefined
}

function memberName(declaration: ts.Declaration): string | undefined {
  const isMember = ts.isClassElement(declaration) || ts.isTypeElement(declaration) || ts.isObjectLiteralElement(declaration)
  return isMember && declaration.name && !ts.isComputedPropertyName(declaration.name) ? declaration.name.getText() : undefined
}

function overridesOf(member: ts.Declaration, name: string, symbols: Symbols, index: NameIndex): ts.Declaration[] {
  const { parent } = member
  if ((!ts.isClassLike(parent) && !ts.isInterfaceDeclaration(parent)) || !parent.name) return []
  const found: ts.Declaration[] = []
  const bases = new Set<ts.Declaration>([parent])
  for (const base of bases) {
    const baseName = ts.getNameOfDeclaration(base)?.getText()
    for (const occurrence of baseName === undefined ? [] : index.occurrences(baseName)) {
      const heir = heirAt(occurrence)
      if (!heir || !symbols.declarationsAt(occurrence).includes(base)) continue
      bases.add(heir)
      for (const candidate of heir.members) if (memberName(candidate) === name) found.push(candidate)
    }
  }
  return found
}

/** Members of interfaces that nothing says the class implements, and that its objects can still be passed for. */
function structuralOf(member: ts.Declaration, name: string, symbols: Symbols, index: NameIndex): ts.Declaration[] {
  if (!ts.isClassLike(member.parent) && !ts.isObjectLiteralExpression(member.parent)) return []
  return index.occurrences(name).flatMap(({ parent: signature }) => {
    const isSignature = ts.isMethodSignature(signature) || ts.isPropertySignature(signature)
    return isSignature && signature.name.getText() === name && symbols.fits(member, signature) ? [signature] : []
  })
}

/** The class or interface that extends or implements what is named here. */
function heirAt(occurrence: ts.Node): ts.ClassLikeDeclaration | ts.InterfaceDeclaration | undefined {
  const type = ts.isPropertyAccessExpression(occurrence.parent) ? occurrence.parent.parent : occurrence.parent
  if (!ts.isExpressionWithTypeArguments(type) || !ts.isHeritageClause(type.parent)) return undefined
  return type.parent.parent
}

function isOwn(declaration: ts.Declaration): boolean {
  const file = declaration.getSourceFile()
  return !file.isDeclarationFile && !file.fileName.includes('/node_modules/')
}

function isPromiseLike(declaration: ts.Declaration, symbols: Symbols): boolean {
  return ts.isFunctionLike(declaration) && symbols.returnsPromise(declaration)
}
