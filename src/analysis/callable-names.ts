import { ts } from 'ts-morph'

/** Names by which functions of this project can be called, told by syntax alone, so that types are asked of few expressions. */
export interface CallableNames {
  /** Of methods, functions, variables and properties. */
  members: ReadonlySet<string>
  /** Of properties and variables that are written with a function type. */
  typed: ReadonlySet<string>
  /** Of functions and classes that are handed functions, alone or inside of objects. */
  takers: ReadonlySet<string>
  /** Whether a type may be a function's. */
  isFunctionType(type: ts.TypeNode): boolean
}

/** Collects the names of a project's files. */
export function callableNames(files: readonly ts.SourceFile[]): CallableNames {
  const names = new Names()
  files.forEach((file) => { names.read(file) })
  names.settle()
  return names
}

/** A name that belongs to the typed ones if one of these types is a function's, or if the value that it holds goes by such a name. */
interface Holding {
  name: string
  types: readonly string[]
  value?: string
}

class Names implements CallableNames {
  readonly members = new Set<string>()
  readonly typed = new Set<string>()
  readonly takers = new Set<string>()
  readonly #holdings: Holding[] = []
  readonly #parameters: { name: string; types: readonly string[] }[] = []
  readonly #functionTypes = new DependentNames()
  /** Types that have a function somewhere inside. */
  readonly #carriers = new DependentNames()

  read(file: ts.SourceFile): void {
    for (const [, name = ''] of file.text.matchAll(/@(?:callback|typedef\s+\{.*\})\s+([\w$]+)/g)) {
      this.#functionTypes.add(name, [''])
      this.#carriers.add(name, [''])
    }
    for (const [, name = ''] of file.text.matchAll(/@prop(?:erty)?\s+\{.*\}\s+\[?([\w$]+)/g)) this.typed.add(name)
    this.#visit(file)
  }

  /** Types may be read after what is written with them, so the names are sorted out when all are known. */
  settle(): void {
    for (let known = -1; known < this.typed.size;) {
      known = this.typed.size
      for (const { name, types, value } of this.#holdings) {
        if (this.#functionTypes.hasAny(types) || (value !== undefined && this.typed.has(value))) this.typed.add(name)
      }
    }
    for (const { name, types } of this.#parameters) if (this.#carriers.hasAny(types)) this.takers.add(name)
  }

  isFunctionType(type: ts.TypeNode): boolean {
    return this.#functionTypes.hasAny(typeNames(type))
  }

  #visit(node: ts.Node): void {
    const name = nameOfMember(node)
    if (name !== undefined) {
      this.members.add(name)
      this.#holdings.push({ name, ...holdingOf(node) })
    }
    if (ts.isFunctionLike(node)) this.#readParameters(node)
    if (ts.isTypeAliasDeclaration(node)) this.#readType(node.name.text, node.type)
    if (ts.isTypeParameterDeclaration(node) && node.constraint) this.#readType(node.name.text, node.constraint)
    if (ts.isInterfaceDeclaration(node) || ts.isClassLike(node)) this.#readMembers(node)
    node.forEachChild((child) => { this.#visit(child) })
  }

  #readParameters(node: ts.SignatureDeclaration): void {
    const types = node.parameters.flatMap((parameter) => {
      const type = parameter.type ?? ts.getJSDocType(parameter)
      return type ? namesWithin(type) : []
    })
    const name = nameOfCallee(node)
    if (name !== undefined && types.length > 0) this.#parameters.push({ name, types })
  }

  #readType(name: string, type: ts.TypeNode): void {
    this.#functionTypes.add(name, typeNames(type))
    this.#carriers.add(name, namesWithin(type))
  }

  #readMembers(node: ts.InterfaceDeclaration | ts.ClassLikeDeclaration): void {
    if (!node.name) return
    const heritage = node.heritageClauses?.flatMap(({ types }) => types.map(({ expression }) => expression.getText().split('.').at(-1) ?? '')) ?? []
    const isCallable = ts.isInterfaceDeclaration(node) && node.members.some(ts.isCallSignatureDeclaration)
    this.#functionTypes.add(node.name.text, [...heritage, ...(isCallable ? [''] : [])])
    this.#carriers.add(node.name.text, [...heritage, ...node.members.flatMap(namesWithin)])
  }
}

/** Names of types that belong together if one that they depend on does; the empty name always does. */
class DependentNames {
  readonly #names = new Set<string>([''])
  readonly #dependents = new Map<string, string[]>()

  hasAny(names: readonly string[]): boolean {
    return names.some((name) => this.#names.has(name))
  }

  add(name: string, dependsOn: readonly string[]): void {
    if (this.#names.has(name)) return
    if (this.hasAny(dependsOn)) this.#settle(name)
    else for (const other of dependsOn) this.#dependents.set(other, [...this.#dependents.get(other) ?? [], name])
  }

  #settle(name: string): void {
    if (this.#names.has(name)) return
    this.#names.add(name)
    for (const dependent of this.#dependents.get(name) ?? []) this.#settle(dependent)
  }
}

/** The name by which a call reaches a function with these parameters; a class's for its constructor. */
function nameOfCallee(node: ts.SignatureDeclaration): string | undefined {
  if (ts.isConstructorDeclaration(node)) return node.parent.name?.text
  let holder: ts.Node = node
  while (nameOfMember(holder) === undefined && !ts.isStatement(holder)) holder = holder.parent
  return nameOfMember(holder)
}

/** The names of all types in a node, members of objects and parameters included. */
function namesWithin(node: ts.Node): string[] {
  if (ts.isMethodSignature(node) || (ts.isTypeNode(node) && isFunctionByItself(node))) return ['']
  const own = ts.isTypeReferenceNode(node) ? [lastName(node.typeName)] : []
  const inside: string[] = []
  if (!ts.isBlock(node)) node.forEachChild((child) => { inside.push(...namesWithin(child)) })
  return [...own, ...inside]
}

function holdingOf(node: ts.Node): Omit<Holding, 'name'> {
  if (ts.isShorthandPropertyAssignment(node)) return { types: [], value: node.name.text }
  if (ts.isPropertyAssignment(node)) return { types: [], ...valueOf(node.initializer) }
  const type = (ts.isVariableDeclaration(node) || ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node)) && node.type
  const documented = ts.getJSDocType(node)
  return { types: type ? typeNames(type) : documented ? typeNames(documented) : [] }
}

function valueOf(value: ts.Expression): { value?: string } {
  if (ts.isIdentifier(value)) return { value: value.text }
  return ts.isPropertyAccessExpression(value) ? { value: value.name.text } : {}
}

/** The names in a type that may make it a function's; an empty one stands for a function type that is written in place. */
function typeNames(type: ts.Node): string[] {
  if (ts.isTypeLiteralNode(type)) return type.members.some(ts.isCallSignatureDeclaration) ? [''] : []
  if (ts.isTypeNode(type) && isFunctionByItself(type)) return ['']
  const own = ts.isTypeReferenceNode(type) ? [lastName(type.typeName)] : []
  const inside: string[] = []
  type.forEachChild((child) => { if (ts.isTypeNode(child)) inside.push(...typeNames(child)) })
  return [...own, ...inside]
}

function lastName(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : name.right.text
}

/** Of what else these stand for, syntax alone does not tell. */
function isFunctionByItself(type: ts.TypeNode): boolean {
  return ts.isFunctionTypeNode(type) || ts.isTypeQueryNode(type) || ts.isIndexedAccessTypeNode(type) || ts.isImportTypeNode(type)
}

function nameOfMember(node: ts.Node): string | undefined {
  const isNamed = ts.isClassElement(node) || ts.isTypeElement(node) || ts.isObjectLiteralElement(node) || ts.isFunctionDeclaration(node)
    || ts.isVariableDeclaration(node) || (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent))
  if (!isNamed || !node.name) return undefined
  return ts.isMemberName(node.name) || ts.isStringLiteral(node.name) ? node.name.text : undefined
}
