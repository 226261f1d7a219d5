import { ts } from 'ts-morph'
import { isAwaitedMember } from './frameworks/by-member.js'
import type { Scope, Signature } from './function-registry.js'
import type { NameIndex } from './name-index.js'
import { resolveFunctions } from './resolve-functions.js'
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
      else if (!isPromiseLike(base, symbols) && !isAwaitedMember(base)) isExternal = true
    }
    for (const override of overridesOf(current, name, symbols, index)) members.add(override)
    for (const signature of structuralOf(current, name, symbols, index)) members.add(signature)
    for (const part of partialOf(current, name, symbols, index)) members.add(part)
  }
  return { members: [...members], isExternal }
}

/** What a family's member runs: the functions that a property may hold, or the member itself. */
export function functionsOf(member: ts.Declaration, symbols: Symbols): (Scope | Signature)[] {
  if (ts.isShorthandPropertyAssignment(member)) return resolveFunctions(member.name, symbols).map(({ node }) => node)
  const isHolder = ts.isPropertyAssignment(member) || ts.isPropertyDeclaration(member)
  if (!isHolder || !member.initializer) return [member as Signature]
  return resolveFunctions(member.initializer, symbols).filter(({ isWrapped }) => !isWrapped).map(({ node }) => node)
}

function overloadsOf(declaration: ts.Declaration): readonly ts.Declaration[] {
  if (!ts.isFunctionDeclaration(declaration) && !ts.isMethodDeclaration(declaration)) return []
  const siblings: readonly ts.Node[] = ts.isClassLike(declaration.parent) ? declaration.parent.members
    : ts.isSourceFile(declaration.parent) || ts.isModuleBlock(declaration.parent) ? declaration.parent.statements : []
  const name = declaration.name?.getText()
  return siblings.filter((node): node is typeof declaration => {
    return node.kind === declaration.kind && nameText(node) === name && isStatic(node) === isStatic(declaration)
  })
}

function isStatic(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false)
}

function nameText(node: ts.Node): string | undefined {
  return ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) ? node.name?.getText() : undefined
}

function memberName(declaration: ts.Declaration): string | undefined {
  return isMemberDeclaration(declaration) && declaration.name && !ts.isComputedPropertyName(declaration.name) ? declaration.name.getText() : undefined
}

/** Members of the same name in classes, interfaces and object literals that inherit or are typed by what this one belongs to. */
function overridesOf(member: ts.Declaration, name: string, symbols: Symbols, index: NameIndex): ts.Declaration[] {
  return index.occurrences(name).flatMap(({ parent: candidate }) => {
    const isMember = isMemberDeclaration(candidate) && candidate !== member && memberName(candidate) === name
    return isMember && symbols.inheritedMembers(candidate, name).includes(member) ? [candidate] : []
  })
}

function isMemberDeclaration(node: ts.Node): node is ts.ClassElement | ts.TypeElement | ts.ObjectLiteralElement {
  return ts.isClassElement(node) || ts.isTypeElement(node) || ts.isObjectLiteralElement(node)
}

/** Members of interfaces that nothing says the class implements, and that its objects can still be passed for. */
function structuralOf(member: ts.Declaration, name: string, symbols: Symbols, index: NameIndex): ts.Declaration[] {
  if (!ts.isClassLike(member.parent) && !ts.isObjectLiteralExpression(member.parent)) return []
  return index.occurrences(name).flatMap(({ parent: signature }) => {
    const isSignature = ts.isMethodSignature(signature) || ts.isPropertySignature(signature)
    if (!isSignature || signature.name.getText() !== name) return []
    return symbols.fits(member, signature) || partsNamed(signature, index).some((part) => symbols.fitsType(member, part, name)) ? [signature] : []
  })
}

/** Members of object literals that can be passed for a part of the type around a signature, by `Pick<Gateway, 'find'>`. */
function partialOf(member: ts.Declaration, name: string, symbols: Symbols, index: NameIndex): ts.Declaration[] {
  const parts = ts.isMethodSignature(member) || ts.isPropertySignature(member) ? partsNamed(member, index) : []
  return parts.length === 0 ? [] : index.occurrences(name).flatMap(({ parent: candidate }) => {
    const isMember = ts.isObjectLiteralElement(candidate) && memberName(candidate) === name
    return isMember && parts.some((part) => symbols.fitsType(candidate, part, name)) ? [candidate] : []
  })
}

/** `Pick<Gateway, 'find'>`: where less than the whole of the type around a member is asked for. */
function partsNamed({ parent }: ts.TypeElement, index: NameIndex): ts.TypeReferenceNode[] {
  const holder = ts.isTypeLiteralNode(parent) ? parent.parent : parent
  const name = ts.isTypeAliasDeclaration(holder) || ts.isInterfaceDeclaration(holder) ? holder.name.text : undefined
  return name === undefined ? [] : index.occurrences(name).flatMap(({ parent: reference }) => {
    const part = ts.isTypeReferenceNode(reference) && ts.isTypeReferenceNode(reference.parent) ? reference.parent : undefined
    return part && /^(Pick|Omit)$/.test(part.typeName.getText()) && part.typeArguments?.[0] === reference ? [part] : []
  })
}

function isOwn(declaration: ts.Declaration): boolean {
  const file = declaration.getSourceFile()
  return !file.isDeclarationFile && !file.fileName.includes('/node_modules/')
}

function isPromiseLike(declaration: ts.Declaration, symbols: Symbols): boolean {
  return ts.isFunctionLike(declaration) && symbols.returnsPromise(declaration)
}
